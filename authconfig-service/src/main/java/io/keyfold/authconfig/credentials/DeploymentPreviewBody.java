package io.keyfold.authconfig.credentials;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownDeployment;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A deployment as embedded in other objects.
 *
 * @param object always {@code provider.deployment#preview}
 * @param isDefault always false: the platform creates no deployments by itself
 */
public record DeploymentPreviewBody(
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
  /** {@return the deployment with this id; null if there is none} */
  public static @Nullable DeploymentPreviewBody find(State deployments, TenantId tenant, @Nullable String id) {
    return id == null
      ? null
      : deployments.find(CatalogueProjection.deployment(tenant, id)).map(DeploymentPreviewBody::of).orElse(null);
  }

  private static DeploymentPreviewBody of(KnownDeployment deployment) {
    return new DeploymentPreviewBody(
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
