package io.keyfold.session.sessions;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to change a session; what is left out stays.
 *
 * @param name for people
 * @param description for people
 * @param metadata the caller's, replaced as a whole
 */
record UpdateSessionBody(PatchField<String> name, PatchField<String> description, PatchField<JsonNode> metadata) {}
