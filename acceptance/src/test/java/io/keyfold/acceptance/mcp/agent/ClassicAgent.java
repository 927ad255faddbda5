package io.keyfold.acceptance.mcp.agent;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** A client of 2025-11-25: it initialises, and answers the server's requests by messages of its own. */
public final class ClassicAgent extends McpAgent {

  private static final String VERSION = "2025-11-25";

  private final Answer initialized;
  private final Map<String, String> headers;

  private ClassicAgent(Endpoint endpoint, String tag, String capabilities) {
    super(endpoint, tag);
    String params =
      "\"protocolVersion\":\"" +
      VERSION +
      "\",\"capabilities\":" +
      capabilities +
      ",\"clientInfo\":{\"name\":\"classic\",\"version\":\"1\"}";
    this.initialized = endpoint.send(message(id(nextId()), "initialize", params), Map.of(), ClassicAgent::unexpected);
    String session = initialized.headers().first("Mcp-Session-Id").orElse("none");
    this.headers = Map.of("MCP-Protocol-Version", VERSION, "Mcp-Session-Id", session);
    endpoint.send(message("", "notifications/initialized", ""), headers, ClassicAgent::unexpected);
  }

  /**
   * {@return an initialised client}
   *
   * @param capabilities what it supports, as a JSON object
   */
  public static ClassicAgent connect(String url, String bearer, String tag, String capabilities) {
    return new ClassicAgent(Endpoint.of(url, bearer), tag, capabilities);
  }

  /** {@return the response to {@code initialize}} */
  public Answer initialized() {
    return initialized;
  }

  @Override
  Answer request(String method, String name, String params, String meta) {
    String all = meta.isEmpty() ? params : joined(params, "\"_meta\":{" + meta + "}");
    return send(message(id(nextId()), method, all), headers, ClientInput::reply);
  }

  @Override
  public Pending begin(String tool, String arguments) {
    int id = nextId();
    var _ = start(message(id(id), "tools/call", callParams(named(tool), arguments)), headers);
    String cancelled = "\"requestId\":" + id + ",\"reason\":\"changed my mind\"";
    return () -> send(message("", "notifications/cancelled", cancelled), headers, ClassicAgent::unexpected);
  }

  @Override
  public String toString() {
    return "MCP " + VERSION;
  }

  private static String unexpected(JsonNode request) {
    throw new AssertionError("unexpected request: " + request);
  }
}
