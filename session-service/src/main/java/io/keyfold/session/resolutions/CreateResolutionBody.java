package io.keyfold.session.resolutions;

import org.jspecify.annotations.Nullable;

/**
 * Request for the credential of a session provider or deployment.
 *
 * @param sessionId the session; optional with either of the others
 * @param sessionProviderId the session provider
 * @param providerDeploymentId the deployment
 */
record CreateResolutionBody(
  @Nullable String sessionId,
  @Nullable String sessionProviderId,
  @Nullable String providerDeploymentId
) {}
