package io.keyfold.acceptance.mcp.oddities;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request that a test server received.
 *
 * @param uri path and query, as they were sent
 * @param body the body, byte for byte
 * @param json the body as JSON; missing if it is none
 */
record Incoming(String verb, String uri, Headers headers, String body, JsonNode json) {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String VERSION_HEADER = "MCP-Protocol-Version";
  private static final int SHOWN = 400;
  static final String MODERN = "2026-07-28";

  static Incoming of(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String uri = exchange.getRequestURI().toString();
    return new Incoming(exchange.getRequestMethod(), uri, exchange.getRequestHeaders(), body, parsed(body));
  }

  /** {@return the JSON-RPC method; empty for a response} */
  String method() {
    return json.path("method").asString("");
  }

  boolean isRequest() {
    return json.has("id") && json.has("method");
  }

  JsonNode params() {
    return json.path("params");
  }

  /** {@return the id as JSON} */
  String id() {
    return json.path("id").toString();
  }

  /** {@return a header's first value; empty without} */
  String header(String name) {
    String value = headers.getFirst(name);
    return value == null ? "" : value;
  }

  /** {@return whether its headers say that it is of 2026-07-28} */
  boolean isModern() {
    return MODERN.equals(header(VERSION_HEADER));
  }

  /** {@return whether its body says so} */
  boolean hasModernMeta() {
    return params().path("_meta").has("io.modelcontextprotocol/protocolVersion");
  }

  /** {@return the response with this result} */
  String result(String result) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"result\":" + result + "}";
  }

  /** {@return the response with this error, e.g. {@code "code":-32000,"message":"no"}} */
  String error(String error) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id() + ",\"error\":{" + error + "}}";
  }

  /** {@return a short form for messages of assertions} */
  @Override
  public String toString() {
    return verb + " " + (body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body);
  }

  private static JsonNode parsed(String body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.missingNode();
    }
  }
}
