package io.keyfold.session.sessions;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to change a session's provider; what is left out stays.
 *
 * @param toolFilters which tools may be used; null allows all
 */
record UpdateSessionProviderBody(PatchField<JsonNode> toolFilters) {}
