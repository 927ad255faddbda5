package io.keyfold.acceptance.mcp.agent;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a client received for one request.
 *
 * @param status the HTTP status
 * @param headers its headers
 * @param raw the body, or the response's event, byte for byte
 * @param notifications the notifications that came before it
 */
public record Answer(int status, Headers headers, String raw, List<String> notifications) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Response headers by case-insensitive name. */
  @FunctionalInterface
  public interface Headers {
    /** {@return the first value} */
    Optional<String> first(String name);
  }

  /** {@return the body as JSON} */
  public JsonNode json() {
    return JSON.readTree(raw);
  }

  /** {@return the tool's result; missing if the call failed} */
  public JsonNode result() {
    JsonNode body = json();
    return body.has("jsonrpc") ? body.path("result") : body.path("output");
  }

  /** {@return the error; missing if there is none} */
  public JsonNode error() {
    JsonNode body = json();
    return body.path("object").asString("").equals("error") ? body : body.path("error");
  }

  /** {@return the notifications of a method, as JSON} */
  public List<JsonNode> notifications(String method) {
    return notifications
      .stream()
      .map(JSON::readTree)
      .filter(message -> message.path("method").asString("").equals(method))
      .toList();
  }

  /** {@return a short form for messages of assertions} */
  @Override
  public String toString() {
    return "HTTP " + status + " " + (raw.length() > 2000 ? raw.substring(0, 2000) + "..." : raw) + notifications;
  }
}
