package io.keyfold.authconfig.apps;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create an OAuth app.
 *
 * @param providerId the provider; needed unless a deployment is given
 * @param providerDeploymentId the only deployment that may use it
 * @param providerAuthMethodId id, key or type of the auth method; {@code oauth} by default
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller
 * @param isManaged whether it is an app of the platform, for all tenants; needs the scope {@code platform.tenant:write}
 * @param expiresAt when the provider stops to accept the secret, if known
 * @param config the registration
 */
record CreateAppBody(
  @Nullable String providerId,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthMethodId,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable Boolean isManaged,
  @Nullable Instant expiresAt,
  AppConfigBody config
) {
  boolean managed() {
    return Boolean.TRUE.equals(isManaged);
  }
}
