package io.keyfold.authconfig.credentials;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to create an auth config.
 *
 * @param providerAuthMethodId the method's id, key or type
 * @param value the credential
 * @param providerDeploymentId the only deployment that may use it
 * @param providerId the provider, where neither deployment nor method id tells it
 * @param isDefault whether it is to be attached to new deployments of the provider
 * @param name for people
 * @param description for people
 * @param metadata the caller's
 * @param toolFilters which tools may be used with it
 */
record CreateAuthConfigBody(
  String providerAuthMethodId,
  SubmittedValue value,
  @Nullable String providerDeploymentId,
  @Nullable String providerId,
  @Nullable Boolean isDefault,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable JsonNode toolFilters
) {
  boolean tenantDefault() {
    return Boolean.TRUE.equals(isDefault);
  }
}
