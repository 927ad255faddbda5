package io.keyfold.deployment.deployments;

import io.keyfold.platform.web.Sent;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to change a deployment; what is left out stays.
 *
 * @param name for people
 * @param description for people
 * @param metadata the caller's, replaced as a whole
 * @param toolFilters which tools may be used; null allows all
 * @param lockedProviderVersionId the version to pin to; null follows the current one
 */
record UpdateDeploymentBody(
  Sent<String> name,
  Sent<String> description,
  Sent<JsonNode> metadata,
  Sent<JsonNode> toolFilters,
  Sent<String> lockedProviderVersionId
) {}
