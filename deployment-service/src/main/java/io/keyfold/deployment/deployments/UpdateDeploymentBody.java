package io.keyfold.deployment.deployments;

import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * Request to change a deployment; omitted fields keep their value.
 *
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller, replaced as a whole
 * @param toolFilters which tools may be used; null allows all
 * @param lockedProviderVersionId the provider version to pin; null follows the current version
 * @param credentials whose credentials its calls use; null selects the default
 * @param limits limits of its calls, replaced as a whole; null: the provider's
 */
record UpdateDeploymentBody(
  PatchField<String> name,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<JsonNode> toolFilters,
  PatchField<String> lockedProviderVersionId,
  PatchField<String> credentials,
  PatchField<CallLimits> limits
) {}
