package io.keyfold.authconfig.setup;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create a setup session.
 *
 * @param providerId the provider; needed unless a deployment or auth config determines it
 * @param providerDeploymentId the only deployment that may use the result
 * @param providerAuthMethodId id, key or type of the auth method; absent: the user chooses
 * @param providerAuthCredentialsId the OAuth app; absent: the deployment's, the tenant's or the platform's
 * @param providerAuthConfigId an existing auth config to reconnect in place
 * @param type what the user is asked for; {@code auto}, the default, asks for what the provider needs and is missing
 * @param redirectUrl where the browser goes at the end: https, or http on this machine
 * @param user the tenant's own id of the user who is to connect
 * @param identityId the same as {@code user}, for existing clients
 * @param label tells several credentials of one user apart
 * @param name display name, also of the resulting auth config
 * @param description description for users
 * @param metadata metadata of the caller, also of the resulting auth config
 * @param configuration configuration of the page, stored and returned unchanged
 * @param scopes scopes to request; absent: those of the app
 * @param codeChallenge S256 challenge; the session is then completed with its verifier
 * @param codeChallengeMethod {@code S256}
 * @param expiresAt expiry time, at most 7 days ahead; 30 minutes by default
 */
record CreateSetupSessionBody(
  @Nullable String providerId,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthMethodId,
  @Nullable String providerAuthCredentialsId,
  @Nullable String providerAuthConfigId,
  @Nullable String type,
  @Nullable String redirectUrl,
  @Nullable String user,
  @Nullable String identityId,
  @Nullable String label,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable JsonNode configuration,
  @Nullable List<String> scopes,
  @Nullable String codeChallenge,
  @Nullable String codeChallengeMethod,
  @Nullable Instant expiresAt
) {}
