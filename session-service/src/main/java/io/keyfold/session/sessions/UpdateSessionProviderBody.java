package io.keyfold.session.sessions;

import io.keyfold.platform.web.PatchField;
import tools.jackson.databind.JsonNode;

/**
 * Request to change a session provider; omitted fields keep their value.
 *
 * @param toolFilters which tools may be used; null allows all
 */
record UpdateSessionProviderBody(PatchField<JsonNode> toolFilters) {}
