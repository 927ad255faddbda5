package io.keyfold.deployment.deployments;

import io.keyfold.deployment.provider.CallLimits;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create a deployment.
 *
 * @param providerId the provider
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller
 * @param toolFilters which tools may be used
 * @param lockedProviderVersionId the provider version to pin
 * @param credentials whose credentials its calls use: {@code user_required}, {@code user_preferred} (default) or
 *     {@code shared}
 * @param limits limits of its calls; each omitted one is the provider's
 * @param providerConfigId not supported: create a config with the deployment's id at {@code POST /provider-configs}
 * @param providerConfig not supported, as {@code provider_config_id}
 */
record CreateDeploymentBody(
  String providerId,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable JsonNode toolFilters,
  @Nullable String lockedProviderVersionId,
  @Nullable String credentials,
  @Nullable CallLimits limits,
  @Nullable String providerConfigId,
  @Nullable JsonNode providerConfig
) {}
