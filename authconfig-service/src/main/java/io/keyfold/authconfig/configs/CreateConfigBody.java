package io.keyfold.authconfig.configs;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create a provider config.
 *
 * @param providerId the provider; needed unless a deployment determines it
 * @param providerDeploymentId the only deployment that may use it; it becomes that deployment's default
 * @param user the tenant's own id of the user for whose sessions only it is used
 * @param identityId the same as {@code user}, for existing clients
 * @param value the settings, valid by the provider's config schema
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller
 * @param toolFilters which tools may be used with it
 */
record CreateConfigBody(
  @Nullable String providerId,
  @Nullable String providerDeploymentId,
  @Nullable String user,
  @Nullable String identityId,
  JsonNode value,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable JsonNode toolFilters
) {}
