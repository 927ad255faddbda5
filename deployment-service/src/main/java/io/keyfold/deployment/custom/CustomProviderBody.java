package io.keyfold.deployment.custom;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.deployment.read.ProviderVersionBody;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A custom provider, as submitted and with its assigned ids.
 *
 * @param object always {@code custom_provider}
 * @param configSchema JSON Schema of its settings; null if it has none
 * @param limits limits of its calls; null if it has none of its own
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
  @JsonRawValue @Nullable String configSchema,
  @Nullable CallLimits limits,
  List<Method> authMethods,
  List<Tool> tools,
  String providerId,
  ProviderVersionBody currentVersion,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * An auth method of a custom provider.
   *
   * @param key unique within the provider
   * @param type {@code oauth}, {@code token} or {@code custom}
   * @param scopes scopes that an OAuth method can request; empty for other types
   * @param injections how the properties of a credential are injected into a call
   * @param oauth the vendor's OAuth endpoints and behaviour
   * @param check a call that tells whether the vendor accepts a typed credential
   */
  record Method(
    String id,
    String key,
    String type,
    String name,
    @Nullable String description,
    @JsonRawValue String inputSchema,
    @JsonRawValue @Nullable String outputSchema,
    List<Scope> scopes,
    List<Injection> injections,
    @Nullable OAuthSettingsBody oauth,
    @Nullable CredentialCheckBody check
  ) {}

  /**
   * A scope that an OAuth auth method of a custom provider can request.
   *
   * @param scope the vendor's name of the scope
   */
  record Scope(String id, String scope, String name, @Nullable String description) {}

  /**
   * How one property of a credential is injected into a call.
   *
   * @param place {@code header}, {@code bearer} or {@code query}
   * @param name name of the header or query parameter; null for {@code bearer}
   * @param property property of the credential's value
   * @param prefix text before the value
   */
  record Injection(String place, @Nullable String name, String property, String prefix) {}

  /**
   * A declared tool of a custom provider.
   *
   * @param key its name at the provider
   * @param inputSchema JSON Schema of its input
   * @param readOnly whether it only reads
   * @param destructive whether it may perform destructive updates
   */
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
      provider.configSchema(),
      provider.limits(),
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
      method
        .scopes()
        .stream()
        .map(s -> new Scope(s.id(), s.scope(), s.name(), s.description()))
        .toList(),
      method
        .injections()
        .stream()
        .map(i -> new Injection(i.place().name().toLowerCase(Locale.ROOT), i.name(), i.property(), i.prefix()))
        .toList(),
      OAuthSettingsBody.of(method.oauth()),
      CredentialCheckBody.of(method.check())
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
