package io.keyfold.authconfig.users;

import io.keyfold.authconfig.model.AuthConfig;
import org.jspecify.annotations.Nullable;

/**
 * Request to erase the credentials of a user.
 *
 * @param user the caller's own id of the user
 * @param providerId only credentials of this provider
 * @param providerDeploymentId only credentials bound to this deployment
 */
record EraseUserBody(String user, @Nullable String providerId, @Nullable String providerDeploymentId) {
  boolean matches(AuthConfig config) {
    return (
      (providerId == null || providerId.equals(config.providerId())) &&
      (providerDeploymentId == null || providerDeploymentId.equals(config.deploymentId()))
    );
  }
}
