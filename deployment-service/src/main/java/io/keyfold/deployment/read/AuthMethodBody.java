package io.keyfold.deployment.read;

import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.platform.web.JsonSchemaBody;
import io.keyfold.schema.AuthMethodType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An auth method.
 *
 * @param object always {@code provider.capabilities.auth_method}
 * @param type {@code oauth}, {@code token} or {@code custom}
 * @param inputSchema schema of the user's input
 * @param outputSchema schema of the injected value; null if it equals the input
 * @param scopes OAuth scopes; null for other types
 */
record AuthMethodBody(
  String object,
  String id,
  String type,
  String key,
  String name,
  @Nullable String description,
  Map<String, Object> capabilities,
  @Nullable JsonSchemaBody inputSchema,
  @Nullable JsonSchemaBody outputSchema,
  @Nullable List<Scope> scopes,
  String providerId,
  String providerSpecificationId,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * A scope that an OAuth auth method can request.
   *
   * @param object always {@code provider.capabilities.auth_method.scope}
   * @param scope the vendor's name of the scope
   */
  record Scope(String object, String id, String scope, String name, @Nullable String description) {}

  static AuthMethodBody of(ProviderVersion version, AuthMethod method) {
    return new AuthMethodBody(
      "provider.capabilities.auth_method",
      method.id(),
      method.type().name().toLowerCase(Locale.ROOT),
      method.key(),
      method.name(),
      method.description(),
      Map.of(),
      JsonSchemaBody.of(method.inputSchema()),
      JsonSchemaBody.of(method.outputSchema()),
      method.type() == AuthMethodType.OAUTH ? method.scopes().stream().map(AuthMethodBody::scope).toList() : null,
      version.provider().id(),
      version.provider().specificationId(),
      version.createdAt(),
      version.createdAt()
    );
  }

  private static Scope scope(AuthMethod.Scope scope) {
    return new Scope(
      "provider.capabilities.auth_method.scope",
      scope.id(),
      scope.scope(),
      scope.name(),
      scope.description()
    );
  }
}
