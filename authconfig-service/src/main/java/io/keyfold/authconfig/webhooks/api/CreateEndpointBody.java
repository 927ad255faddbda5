package io.keyfold.authconfig.webhooks.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create a webhook endpoint.
 *
 * @param url the URL that events are posted to: https, and a public address
 * @param eventTypes the delivered types; all except opt-in types by default
 * @param description description for users
 * @param metadata metadata of the caller
 * @param status {@code enabled} by default
 */
record CreateEndpointBody(
  String url,
  @Nullable List<String> eventTypes,
  @Nullable String description,
  @Nullable JsonNode metadata,
  @Nullable String status
) {}
