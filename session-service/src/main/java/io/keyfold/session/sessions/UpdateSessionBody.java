package io.keyfold.session.sessions;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * Request to change a session; omitted fields keep their value.
 *
 * @param name display name
 * @param description description for users
 * @param metadata metadata of the caller, replaced as a whole
 */
record UpdateSessionBody(PatchField<String> name, PatchField<String> description, PatchField<JsonNode> metadata) {}
