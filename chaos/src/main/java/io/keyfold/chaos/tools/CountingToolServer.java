package io.keyfold.chaos.tools;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP server over streamable HTTP with one tool, which counts its calls by call id. */
public final class CountingToolServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String KEY_HEADER = "x-chaos-key";

  private final Map<String, Integer> callCounts = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private CountingToolServer(HttpServer server) {
    this.server = server;
  }

  /**
   * {@return a server on a free port}
   *
   * @param address listen address; containers cannot reach loopback
   */
  public static CountingToolServer start(InetAddress address) {
    try {
      HttpServer http = HttpServer.create(new InetSocketAddress(address, 0), 256);
      CountingToolServer server = new CountingToolServer(http);
      http.createContext("/mcp", server::handle);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the number of calls by call id} */
  public Map<String, Integer> callCounts() {
    return Map.copyOf(callCounts);
  }

  /**
   * {@return the request body that creates a provider for this server}
   *
   * @param host this machine's host name for the services
   */
  public Map<String, Object> providerBody(String host) {
    Map<String, Object> schema = Map.of(
      "type",
      "object",
      "properties",
      Map.of("api_key", Map.of("type", "string")),
      "required",
      List.of("api_key")
    );
    Map<String, Object> injection = Map.of("place", "header", "name", KEY_HEADER, "property", "api_key");
    Map<String, Object> method = Map.of(
      "key",
      "api_key",
      "type",
      "token",
      "name",
      "API key",
      "input_schema",
      schema,
      "injections",
      List.of(injection)
    );
    String url = "http://" + host + ":" + server.getAddress().getPort() + "/mcp";
    return Map.of("name", "Counting tools", "mcp_url", url, "auth_methods", List.of(method));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!"POST".equals(exchange.getRequestMethod())) {
        exchange.sendResponseHeaders(405, -1);
        return;
      }
      JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
      if (!request.has("id")) {
        exchange.sendResponseHeaders(202, -1);
        return;
      }
      Object result = result(request);
      Map<String, Object> message =
        result == null
          ? Map.of(
              "jsonrpc",
              "2.0",
              "id",
              request.path("id"),
              "error",
              Map.of("code", -32601, "message", "method not found")
            )
          : Map.of("jsonrpc", "2.0", "id", request.path("id"), "result", result);
      byte[] body = JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private @Nullable Object result(JsonNode request) {
    return switch (request.path("method").asString("")) {
      case "initialize" -> Map.of(
        "protocolVersion",
        request.path("params").path("protocolVersion"),
        "capabilities",
        Map.of("tools", Map.of()),
        "serverInfo",
        Map.of("name", "chaos", "version", "1")
      );
      case "ping" -> Map.of();
      case "tools/list" -> Map.of("tools", List.of(tool()));
      case "tools/call" -> {
        callCounts.merge(request.path("params").path("arguments").path("call_id").asString(""), 1, Integer::sum);
        yield Map.of("content", List.of(Map.of("type", "text", "text", "counted")));
      }
      default -> null;
    };
  }

  private static Map<String, Object> tool() {
    Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("call_id", Map.of("type", "string")));
    return Map.of("name", "count", "description", "Counts a call", "inputSchema", schema);
  }
}
