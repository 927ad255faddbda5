package io.keyfold.acceptance.mcp.agent;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;

/** A client of 2026-07-28: each request stands alone, and a result that asks for input is answered by a repeated one. */
public final class ModernAgent extends McpAgent {

  private static final String VERSION = "2026-07-28";
  private static final int ROUNDS = 3;

  private final String capabilities;

  private ModernAgent(Endpoint endpoint, String tag, String capabilities) {
    super(endpoint, tag);
    this.capabilities = capabilities;
  }

  /**
   * {@return a client}
   *
   * @param capabilities what it supports, as a JSON object
   */
  public static ModernAgent at(String url, String bearer, String tag, String capabilities) {
    return new ModernAgent(Endpoint.of(url, bearer), tag, capabilities);
  }

  @Override
  Answer request(String method, String name, String params, String meta) {
    Answer answer = once(method, name, params, meta);
    for (int round = 0; round < ROUNDS && asksForInput(answer); round++) {
      answer = once(method, name, joined(params, inputs(answer.result())), meta);
    }
    return answer;
  }

  @Override
  public Pending begin(String tool, String arguments) {
    String name = named(tool);
    CompletableFuture<?> call = start(body("tools/call", callParams(name, arguments), ""), headers("tools/call", name));
    return () -> call.cancel(true);
  }

  @Override
  public String toString() {
    return "MCP " + VERSION;
  }

  private Answer once(String method, String name, String params, String meta) {
    return send(body(method, params, meta), headers(method, name), request -> {
      throw new AssertionError("a request on a stream of this era: " + request);
    });
  }

  private String body(String method, String params, String meta) {
    String own = """
    "io.modelcontextprotocol/protocolVersion":"%s",\
    "io.modelcontextprotocol/clientInfo":{"name":"modern","version":"1"},\
    "io.modelcontextprotocol/clientCapabilities":%s""".formatted(VERSION, capabilities);
    return message(id(nextId()), method, joined(params, "\"_meta\":{" + joined(own, meta) + "}"));
  }

  private static Map<String, String> headers(String method, String name) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("MCP-Protocol-Version", VERSION);
    headers.put("Mcp-Method", method);
    if (!name.isEmpty()) {
      headers.put("Mcp-Name", encoded(name));
    }
    return headers;
  }

  private static String encoded(String value) {
    boolean plain = value.chars().allMatch(c -> c > ' ' && c < 0x7f);
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    return plain ? value : "=?base64?" + Base64.getEncoder().encodeToString(bytes) + "?=";
  }

  private static boolean asksForInput(Answer answer) {
    return answer.result().path("resultType").asString("").equals("input_required");
  }

  private static String inputs(JsonNode result) {
    StringBuilder responses = new StringBuilder();
    result.path("inputRequests").forEachEntry((key, request) ->
      responses
        .append(responses.isEmpty() ? "" : ",")
        .append(quoted(key))
        .append(':')
        .append(ClientInput.result(request))
    );
    String state = result.has("requestState") ? ",\"requestState\":" + result.path("requestState") : "";
    return "\"inputResponses\":{" + responses + "}" + state;
  }
}
