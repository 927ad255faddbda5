package io.keyfold.benchmarks.relay;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP server of 2025-11-25 in this process, with one tool that returns a constant. */
final class ToolServer implements AutoCloseable {

  /** Name of the tool. */
  static final String TOOL = "answer";

  /** Text that its result contains. */
  static final String RESULT = "called at the benchmark";

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Object> INITIALIZED = Map.of(
    "protocolVersion",
    "2025-11-25",
    "capabilities",
    Map.of("tools", Map.of()),
    "serverInfo",
    Map.of("name", "benchmark", "version", "1")
  );
  private static final Map<String, Object> TOOLS = Map.of(
    "tools",
    List.of(Map.of("name", TOOL, "description", "Answers", "inputSchema", Map.of("type", "object")))
  );
  private static final Map<String, Object> CALLED = Map.of("content", List.of(Map.of("type", "text", "text", RESULT)));

  private final Behaviour behaviour;
  private final DisposableServer http;

  /** Starts a server on a free port. */
  ToolServer(Behaviour behaviour) {
    this.behaviour = behaviour;
    this.http = HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();
  }

  String url() {
    return "http://127.0.0.1:" + http.port() + "/mcp";
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    return request
      .receive()
      .aggregate()
      .asString(StandardCharsets.UTF_8)
      .defaultIfEmpty("{}")
      .flatMapMany(body -> {
        JsonNode message = JSON.readTree(body);
        return message.has("id")
          ? behaviour.send(request, response, JSON.writeValueAsString(answer(message)))
          : response.status(202).send();
      });
  }

  private static Map<String, Object> answer(JsonNode request) {
    Object id = request.path("id");
    Map<String, Object> result = switch (request.path("method").asString("")) {
      case "initialize" -> INITIALIZED;
      case "tools/list" -> TOOLS;
      case "tools/call" -> CALLED;
      default -> Map.of();
    };
    return result.isEmpty()
      ? Map.of("jsonrpc", "2.0", "id", id, "error", Map.of("code", -32601, "message", "Method not found"))
      : Map.of("jsonrpc", "2.0", "id", id, "result", result);
  }

  @Override
  public void close() {
    http.disposeNow();
  }
}
