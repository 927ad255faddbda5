package io.keyfold.deployment.deployments;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to create a deployment.
 *
 * @param providerId the provider
 * @param name for people
 * @param description for people
 * @param metadata the caller's
 * @param toolFilters which tools may be used
 * @param lockedProviderVersionId the version to pin to
 * @param providerConfigId refused: our providers take no config
 * @param providerConfig refused: our providers take no config
 */
record CreateDeploymentBody(
  String providerId,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable JsonNode toolFilters,
  @Nullable String lockedProviderVersionId,
  @Nullable String providerConfigId,
  @Nullable JsonNode providerConfig
) {}
