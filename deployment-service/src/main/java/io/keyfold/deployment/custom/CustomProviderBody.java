package io.keyfold.deployment.custom;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.deployment.read.ProviderVersionBody;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A custom provider on the wire: what was sent, with the ids that it got.
 *
 * @param object always {@code custom_provider}
 */
record CustomProviderBody(
  String object,
  String id,
  String status,
  String slug,
  String name,
  @Nullable String description,
  String mcpUrl,
  @Nullable String imageUrl,
  @JsonRawValue @Nullable String metadata,
  List<Method> authMethods,
  List<Tool> tools,
  String providerId,
  ProviderVersionBody currentVersion,
  Instant createdAt,
  Instant updatedAt
) {
  record Method(
    String id,
    String key,
    String type,
    String name,
    @Nullable String description,
    @JsonRawValue String inputSchema,
    @JsonRawValue @Nullable String outputSchema,
    List<AuthMethod.Scope> scopes,
    List<Injection> injections,
    AuthMethod.@Nullable OAuth oauth
  ) {}

  record Injection(String place, @Nullable String name, String property, String prefix) {}

  record Tool(
    String id,
    String key,
    String name,
    @Nullable String description,
    @JsonRawValue @Nullable String inputSchema,
    @Nullable Boolean readOnly,
    @Nullable Boolean destructive
  ) {}

  static CustomProviderBody of(VersionedProvider published) {
    Provider provider = published.provider();
    ProviderVersion current = new ProviderVersion(provider, published.version(), published.updatedAt());
    return new CustomProviderBody(
      "custom_provider",
      provider.id(),
      "active",
      provider.slug(),
      provider.name(),
      provider.description(),
      provider.mcpUrl(),
      provider.imageUrl(),
      provider.metadata(),
      provider.authMethods().stream().map(CustomProviderBody::method).toList(),
      provider.tools().stream().map(CustomProviderBody::tool).toList(),
      provider.id(),
      ProviderVersionBody.of(current, true),
      published.createdAt(),
      published.updatedAt()
    );
  }

  private static Method method(AuthMethod method) {
    return new Method(
      method.id(),
      method.key(),
      method.type().name().toLowerCase(Locale.ROOT),
      method.name(),
      method.description(),
      method.inputSchema(),
      method.outputSchema(),
      method.scopes(),
      method
        .injections()
        .stream()
        .map(i -> new Injection(i.place().name().toLowerCase(Locale.ROOT), i.name(), i.property(), i.prefix()))
        .toList(),
      method.oauth()
    );
  }

  private static Tool tool(Provider.Tool tool) {
    return new Tool(
      tool.id(),
      tool.key(),
      tool.name(),
      tool.description(),
      tool.inputSchema(),
      tool.readOnly(),
      tool.destructive()
    );
  }
}
