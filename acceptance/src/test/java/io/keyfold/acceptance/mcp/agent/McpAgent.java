package io.keyfold.acceptance.mcp.agent;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of a session's MCP endpoint, of one protocol era. */
public abstract sealed class McpAgent implements Agent permits ClassicAgent, ModernAgent {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Endpoint endpoint;
  private final String tag;
  private final AtomicInteger ids = new AtomicInteger(100);

  McpAgent(Endpoint endpoint, String tag) {
    this.endpoint = endpoint;
    this.tag = tag;
  }

  /**
   * Sends a request.
   *
   * @param params members of its params besides {@code _meta}, without braces
   * @param meta members of {@code _meta}
   */
  public Answer request(String method, String params, String meta) {
    JsonNode all = JSON.readTree("{" + params + "}");
    return request(method, all.path("uri").asString(all.path("name").asString("")), params, meta);
  }

  /** {@return the pages of {@code tools/list}; fails if there is more than one} */
  public Answer tools() {
    return request("tools/list", "", "");
  }

  @Override
  public Answer callNamed(String name, String arguments, String meta) {
    return request("tools/call", name, callParams(name, arguments), meta);
  }

  @Override
  public String named(String tool) {
    return tool + "_" + tag;
  }

  /** Begins a call and returns at once, so that the test can cancel it. */
  public abstract Pending begin(String tool, String arguments);

  /** A call under way. */
  public interface Pending {
    /** Cancels it as the era does. */
    void cancel();
  }

  /**
   * @param name the value that the header {@code Mcp-Name} mirrors; empty without
   */
  abstract Answer request(String method, String name, String params, String meta);

  final Endpoint endpoint() {
    return endpoint;
  }

  final int nextId() {
    return ids.incrementAndGet();
  }

  static String callParams(String name, String arguments) {
    return "\"name\":" + quoted(name) + ",\"arguments\":" + arguments;
  }

  static String message(String id, String method, String params) {
    return "{\"jsonrpc\":\"2.0\"," + id + "\"method\":" + quoted(method) + ",\"params\":{" + params + "}}";
  }

  static String id(int id) {
    return "\"id\":" + id + ",";
  }

  static String joined(String first, String second) {
    return first.isEmpty() || second.isEmpty() ? first + second : first + "," + second;
  }

  static String quoted(String text) {
    return JSON.writeValueAsString(text);
  }

  final Answer send(String message, Map<String, String> headers, Function<JsonNode, String> onRequest) {
    return endpoint.send(message, headers, onRequest);
  }

  final CompletableFuture<?> start(String message, Map<String, String> headers) {
    return endpoint.begin(message, headers);
  }
}
