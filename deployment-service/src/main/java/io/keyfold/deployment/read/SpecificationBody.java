package io.keyfold.deployment.read;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A specification: the capabilities of a provider version.
 *
 * @param object always {@code provider.specification}
 * @param configSchema JSON Schema of the provider's settings; an empty object if it has none
 * @param limits limits of its calls; null if it has none of its own
 */
record SpecificationBody(
  String object,
  String id,
  String key,
  String name,
  @Nullable String description,
  @JsonRawValue String configSchema,
  String configVisibility,
  @Nullable CallLimits limits,
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
      provider.configSchema() == null ? "{}" : provider.configSchema(),
      "plain",
      provider.limits(),
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
