package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.model.Owner;
import io.keyfold.platform.web.UserField;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create an auth config.
 *
 * @param providerAuthMethodId id, key or type of the auth method
 * @param value the credential
 * @param providerDeploymentId the only deployment that may use it
 * @param providerId the provider; needed if neither the deployment nor the method id determines it
 * @param isDefault whether it is attached to new deployments of the provider
 * @param user the caller's user whom it belongs to; omitted: the deployment's own
 * @param identityId alias of {@code user}
 * @param label tells several credentials of one user apart
 * @param expiresAt when the provider stops to accept the credential, if known
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller
 * @param toolFilters which tools may be used with it
 */
record CreateAuthConfigBody(
  String providerAuthMethodId,
  SubmittedValue value,
  @Nullable String providerDeploymentId,
  @Nullable String providerId,
  @Nullable Boolean isDefault,
  @Nullable String user,
  @Nullable String identityId,
  @Nullable String label,
  @Nullable Instant expiresAt,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable JsonNode toolFilters
) {
  Owner owner() {
    return new Owner(UserField.of(user, identityId), label);
  }

  boolean tenantDefault() {
    return Boolean.TRUE.equals(isDefault);
  }
}
