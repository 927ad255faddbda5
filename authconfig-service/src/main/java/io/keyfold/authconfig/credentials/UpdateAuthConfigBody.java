package io.keyfold.authconfig.credentials;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to change an auth config; what is left out stays.
 *
 * @param value the new credential: a rotation in place
 * @param name for people; blank stays what it was
 * @param description for people; blank stays what it was
 * @param metadata the caller's, replaced as a whole
 * @param toolFilters which tools may be used with it; null allows all
 */
record UpdateAuthConfigBody(
  PatchField<SubmittedValue> value,
  PatchField<String> name,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<JsonNode> toolFilters
) {}
