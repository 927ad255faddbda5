package io.keyfold.authconfig.webhooks.api;

import io.keyfold.platform.web.PatchField;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Request to change a webhook endpoint; omitted fields keep their value.
 *
 * @param url the URL that events are posted to: https, and a public address
 * @param eventTypes the delivered types; null means all except opt-in types
 * @param description description for users
 * @param metadata metadata of the caller, replaced as a whole
 * @param status {@code enabled} or {@code disabled}
 */
record UpdateEndpointBody(
  PatchField<String> url,
  PatchField<List<String>> eventTypes,
  PatchField<String> description,
  PatchField<JsonNode> metadata,
  PatchField<String> status
) {}
