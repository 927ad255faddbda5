package io.keyfold.session.resolutions;

import org.jspecify.annotations.Nullable;

/**
 * What a runtime asks for: the credential of a session's provider, or of a deployment.
 *
 * @param sessionId the session, with either of the others
 * @param sessionProviderId the session's provider
 * @param providerDeploymentId the deployment
 */
record CreateResolutionBody(
  @Nullable String sessionId,
  @Nullable String sessionProviderId,
  @Nullable String providerDeploymentId
) {}
