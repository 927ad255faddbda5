package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * The default credential of a deployment, attached when authconfig-service processed its creation.
 *
 * @param version version of the deployment's last event at authconfig-service
 * @param authConfigId the tenant's default credential for the provider; null if there was none, or it is closed
 */
public record Attachment(long version, @Nullable String authConfigId) implements Versioned {
  private static final Kind<Attachment> KIND = new Kind<>("attachment", Attachment.class);

  /** {@return the key of a deployment's attachment} */
  public static Key<Attachment> key(TenantId tenant, String deploymentId) {
    return new Key<>(tenant, KIND, deploymentId);
  }
}
