package io.keyfold.authconfig.credentials;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * Request to change an auth config; omitted fields keep their value.
 *
 * @param value the new credential: rotates it in place
 * @param name display name; blank keeps the current name
 * @param description description for users; blank keeps the current description
 * @param metadata metadata of the caller, replaced as a whole
 * @param toolFilters which tools may be used with it; null allows all
 */
record UpdateAuthConfigBody(
  PatchField<SubmittedValue> value,
  PatchField<String> name,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<JsonNode> toolFilters
) {}
