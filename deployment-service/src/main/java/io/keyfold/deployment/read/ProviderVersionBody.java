package io.keyfold.deployment.read;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A provider version.
 *
 * @param object always {@code provider.version}
 * @param version number of the publication, as text
 * @param isCurrent whether new deployments use it
 */
public record ProviderVersionBody(
  String object,
  String id,
  String version,
  String providerId,
  boolean isCurrent,
  String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  String specificationId,
  Instant createdAt,
  Instant updatedAt
) {
  /** {@return the version's API representation} */
  public static ProviderVersionBody of(ProviderVersion version, boolean current) {
    Provider provider = version.provider();
    return new ProviderVersionBody(
      "provider.version",
      provider.versionId(),
      Long.toString(version.number()),
      provider.id(),
      current,
      provider.name(),
      provider.description(),
      null,
      provider.specificationId(),
      version.createdAt(),
      version.createdAt()
    );
  }
}
