package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.credentials.SubmittedValue;
import io.keyfold.platform.web.UserField;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to import a credential: into an auth config, or as a new one.
 *
 * @param note the caller's reason, for the audit trail
 * @param value the credential; for OAuth, the tokens
 * @param metadata metadata of the caller
 * @param providerAuthConfigId the auth config whose value is replaced
 * @param providerId the provider of a new auth config
 * @param providerDeploymentId the only deployment that may use a new auth config
 * @param providerAuthMethodId id, key or type of its auth method; {@code oauth} by default
 * @param providerAuthCredentialsId the OAuth app that obtained the tokens; needed to refresh them
 * @param user the user whom a new auth config belongs to
 * @param identityId another name of {@code user}
 * @param label tells several credentials of one user apart
 * @param name display name of a new auth config
 */
record CreateImportBody(
  String note,
  SubmittedValue value,
  @Nullable JsonNode metadata,
  @Nullable String providerAuthConfigId,
  @Nullable String providerId,
  @Nullable String providerDeploymentId,
  @Nullable String providerAuthMethodId,
  @Nullable String providerAuthCredentialsId,
  @Nullable String user,
  @Nullable String identityId,
  @Nullable String label,
  @Nullable String name
) {
  @Nullable
  String owner() {
    return UserField.of(user, identityId);
  }
}
