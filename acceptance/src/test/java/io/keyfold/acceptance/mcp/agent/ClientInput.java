package io.keyfold.acceptance.mcp.agent;

import tools.jackson.databind.JsonNode;

/** What the clients' user and model say. */
final class ClientInput {

  private ClientInput() {}

  /** {@return the result of a request to the client} */
  static String result(JsonNode request) {
    return switch (request.path("method").asString("")) {
      case "elicitation/create" -> "{\"action\":\"accept\",\"content\":{\"answer\":\"elicited\"}}";
      case "sampling/createMessage" -> """
      {"role":"assistant","content":{"type":"text","text":"sampled"},"model":"test","stopReason":"endTurn"}""";
      case "roots/list" -> "{\"roots\":[{\"uri\":\"file:///rooted\",\"name\":\"rooted\"}]}";
      default -> throw new AssertionError("unexpected request: " + request);
    };
  }

  /** {@return the message that answers a request on a stream} */
  static String reply(JsonNode request) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + request.path("id") + ",\"result\":" + result(request) + "}";
  }
}
