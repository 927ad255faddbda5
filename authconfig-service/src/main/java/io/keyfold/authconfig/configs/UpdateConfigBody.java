package io.keyfold.authconfig.configs;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * Request to change a provider config; omitted fields keep their value. The settings themselves never change: create
 * another config.
 *
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller, replaced as a whole
 * @param toolFilters which tools may be used with it; null allows all
 */
record UpdateConfigBody(
  PatchField<String> name,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<JsonNode> toolFilters
) {}
