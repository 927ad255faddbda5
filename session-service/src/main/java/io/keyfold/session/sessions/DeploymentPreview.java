package io.keyfold.session.sessions;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.session.catalogue.Deployment;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as embedded in other objects.
 *
 * @param object always {@code provider.deployment#preview}
 * @param isDefault always false: the platform creates no deployments by itself
 */
record DeploymentPreview(
  String object,
  String id,
  boolean isDefault,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  String providerId,
  Instant createdAt,
  Instant updatedAt
) {
  static DeploymentPreview of(Deployment deployment) {
    return new DeploymentPreview(
      "provider.deployment#preview",
      deployment.id(),
      false,
      deployment.name(),
      deployment.description(),
      deployment.metadata(),
      deployment.providerId(),
      deployment.createdAt(),
      deployment.updatedAt()
    );
  }
}
