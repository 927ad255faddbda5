package io.keyfold.deployment.read;

import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A specification: the capabilities of a provider version.
 *
 * @param object always {@code provider.specification}
 * @param configSchema schema of the provider config, which is empty: providers have no config
 */
record SpecificationBody(
  String object,
  String id,
  String key,
  String name,
  @Nullable String description,
  Map<String, Object> configSchema,
  String configVisibility,
  List<ToolBody> tools,
  List<AuthMethodBody> authMethods,
  String providerId,
  Instant createdAt,
  Instant updatedAt
) {
  static SpecificationBody of(ProviderVersion version) {
    Provider provider = version.provider();
    return new SpecificationBody(
      "provider.specification",
      provider.specificationId(),
      provider.slug(),
      provider.name(),
      provider.description(),
      Map.of(),
      "plain",
      provider
        .tools()
        .stream()
        .map(tool -> ToolBody.of(version, tool))
        .toList(),
      provider
        .authMethods()
        .stream()
        .map(method -> AuthMethodBody.of(version, method))
        .toList(),
      provider.id(),
      version.createdAt(),
      version.createdAt()
    );
  }
}
