package io.keyfold.session.resolutions;

import org.jspecify.annotations.Nullable;

/**
 * Request for the credential of a session provider or deployment.
 *
 * @param sessionId the session; optional with either of the others
 * @param sessionProviderId the session provider
 * @param providerDeploymentId the deployment
 * @param user the caller's user, without a session
 * @param identityId alias of {@code user}
 * @param providerAuthConfigLabel label of the user's credential, if the user has several; without a session
 */
record CreateResolutionBody(
  @Nullable String sessionId,
  @Nullable String sessionProviderId,
  @Nullable String providerDeploymentId,
  @Nullable String user,
  @Nullable String identityId,
  @Nullable String providerAuthConfigLabel
) {}
