package io.keyfold.deployment.deployments;

import io.keyfold.platform.web.PatchField;
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
  PatchField<String> name,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<JsonNode> toolFilters,
  PatchField<String> lockedProviderVersionId
) {}
