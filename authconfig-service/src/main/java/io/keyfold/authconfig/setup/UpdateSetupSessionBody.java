package io.keyfold.authconfig.setup;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * Request to change a setup session; omitted fields keep their value.
 *
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller, replaced as a whole
 * @param user the user who is to connect; only before anybody has connected
 * @param identityId the same as {@code user}, for existing clients
 */
record UpdateSetupSessionBody(
  PatchField<String> name,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<String> user,
  PatchField<String> identityId
) {}
