package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.platform.web.JsonSchemaBody;
import io.keyfold.schema.AuthMethodType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An auth method of a provider.
 *
 * @param object always {@code provider.capabilities.auth_method}
 * @param scopes OAuth scopes; null for other types
 */
public record AuthMethodBody(
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
  public record Scope(String object, String id, String scope, String name, @Nullable String description) {}

  /** {@return the body of a provider's method} */
  public static AuthMethodBody of(KnownProvider provider, KnownMethod method) {
    return new AuthMethodBody(
      "provider.capabilities.auth_method",
      method.id(),
      method.wireType(),
      method.key(),
      method.name(),
      method.description(),
      Map.of(),
      JsonSchemaBody.of(method.inputSchema()),
      JsonSchemaBody.of(method.outputSchema()),
      method.type() == AuthMethodType.OAUTH ? method.scopes().stream().map(AuthMethodBody::scope).toList() : null,
      provider.id(),
      provider.specificationId(),
      provider.updatedAt(),
      provider.updatedAt()
    );
  }

  private static Scope scope(KnownMethod.Scope scope) {
    return new Scope(
      "provider.capabilities.auth_method.scope",
      scope.id(),
      scope.scope(),
      scope.name(),
      scope.description()
    );
  }
}
