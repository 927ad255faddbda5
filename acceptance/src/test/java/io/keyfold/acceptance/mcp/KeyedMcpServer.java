package io.keyfold.acceptance.mcp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A vendor's MCP server: responds 401 without its key, and records the key of each tool call. */
public final class KeyedMcpServer implements AutoCloseable {

  /** The header that carries the key. */
  public static final String HEADER = "x-vendor-key";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final List<String> keysOfCalls = new CopyOnWriteArrayList<>();
  private final List<String> pathsOfCalls = new CopyOnWriteArrayList<>();
  private final List<String> bodiesOfCalls = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final String header;
  private volatile Predicate<String> accepted;
  private volatile CountDownLatch callGate = new CountDownLatch(0);

  private KeyedMcpServer(HttpServer server, String header, Predicate<String> accepted) {
    this.server = server;
    this.header = header;
    this.accepted = accepted;
  }

  /** {@return a server on a free port that accepts the key} */
  public static KeyedMcpServer start(String key) {
    return start(HEADER, key::equals);
  }

  /**
   * {@return a server on a free port}
   *
   * @param header the header that carries the credential
   * @param accepted whether a value of the header is accepted; called by several threads
   */
  public static KeyedMcpServer start(String header, Predicate<String> accepted) {
    try {
      HttpServer http = HttpServer.create(ThisMachine.anyPort(), 0);
      KeyedMcpServer server = new KeyedMcpServer(http, header, accepted);
      http.createContext("/", server::handle);
      http.setExecutor(server.threads);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return its endpoint} */
  public String url() {
    return "http://" + ThisMachine.name() + ":" + server.getAddress().getPort() + "/mcp";
  }

  /** Accepts only this key from now on. */
  public void take(String key) {
    accepted = key::equals;
  }

  /** {@return the keys of the tool calls, in order} */
  public List<String> keysOfCalls() {
    return List.copyOf(keysOfCalls);
  }

  /** {@return the raw paths of the tool calls, in order} */
  public List<String> pathsOfCalls() {
    return List.copyOf(pathsOfCalls);
  }

  /** {@return the raw bodies of the tool calls, in order} */
  public List<String> bodiesOfCalls() {
    return List.copyOf(bodiesOfCalls);
  }

  /** Holds tool calls until the latch is released. */
  public void holdCalls(CountDownLatch gate) {
    callGate = gate;
  }

  /** {@return the body that creates a custom provider for this server} */
  public Map<String, Object> asProvider(String name) {
    Map<String, Object> schema = Map.of(
      "type",
      "object",
      "properties",
      Map.of("api_key", Map.of("type", "string", "minLength", 1)),
      "required",
      List.of("api_key"),
      "additionalProperties",
      false
    );
    Map<String, Object> injection = Map.of("place", "header", "name", HEADER, "property", "api_key");
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
    return Map.of("name", name, "mcp_url", url(), "auth_methods", List.of(method));
  }

  /** Closes its port. */
  public void closePort() {
    server.stop(0);
  }

  @Override
  public void close() {
    closePort();
    threads.close();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      JsonNode request = "POST".equals(exchange.getRequestMethod()) ? JSON.readTree(body) : JSON.nullNode();
      if (request.path("method").asString("").equals("tools/call")) {
        bodiesOfCalls.add(body);
        pathsOfCalls.add(exchange.getRequestURI().getRawPath());
      }
      String key = exchange.getRequestHeaders().getFirst(header);
      if (key == null || !accepted.test(key)) {
        exchange.sendResponseHeaders(401, -1);
      } else if (!request.isObject()) {
        exchange.sendResponseHeaders(405, -1);
      } else if (!request.has("id")) {
        exchange.sendResponseHeaders(202, -1);
      } else {
        respond(exchange, request, key);
      }
    }
  }

  private void respond(HttpExchange exchange, JsonNode request, String key) throws IOException {
    Object result = result(request, key);
    Map<String, Object> message =
      result == null
        ? Map.of(
            "jsonrpc",
            "2.0",
            "id",
            request.path("id"),
            "error",
            Map.of("code", -32601, "message", "no such method")
          )
        : Map.of("jsonrpc", "2.0", "id", request.path("id"), "result", result);
    byte[] body = JSON.writeValueAsString(message).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private @Nullable Object result(JsonNode request, String key) {
    return switch (request.path("method").asString()) {
      case "initialize" -> Map.of(
        "protocolVersion",
        request.path("params").path("protocolVersion"),
        "capabilities",
        Map.of("tools", Map.of()),
        "serverInfo",
        Map.of("name", "vendor", "version", "1")
      );
      case "ping" -> Map.of();
      case "tools/list" -> Map.of("tools", List.of(echo()));
      case "tools/call" -> {
        keysOfCalls.add(key);
        await(callGate);
        String text = request.path("params").path("arguments").path("text").asString("");
        yield Map.of("content", List.of(Map.of("type", "text", "text", "you said " + text)));
      }
      default -> null;
    };
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<String, Object> echo() {
    Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("text", Map.of("type", "string")));
    return Map.of("name", "echo", "description", "Repeats the text", "inputSchema", schema);
  }
}
