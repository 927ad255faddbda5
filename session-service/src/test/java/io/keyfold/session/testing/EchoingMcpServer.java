package io.keyfold.session.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP server whose tools echo their request in a form that the test defines. */
public final class EchoingMcpServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Function<String, Map<String, Object>>> tools = new TreeMap<>();
  private final DisposableServer http;

  /** Creates a server without tools. */
  public EchoingMcpServer() {
    http = HttpServer.create()
      .host("127.0.0.1")
      .port(0)
      .handle((request, response) ->
        request
          .receive()
          .aggregate()
          .asString()
          .defaultIfEmpty("null")
          .map(JSON::readTree)
          .flatMap(message ->
            message.has("id")
              ? response
                  .header("Content-Type", "application/json")
                  .sendString(Mono.just(answer(message, request.requestHeaders().get("Authorization"))))
                  .then()
              : response.status(message.isObject() ? 202 : 405).send()
          )
      )
      .bindNow();
  }

  /** Adds a tool that creates the {@code result} or {@code error} of its response from the Authorization header. */
  public EchoingMcpServer tool(String name, Function<String, Map<String, Object>> answer) {
    tools.put(name, answer);
    return this;
  }

  /** {@return its URL} */
  public String url() {
    return "http://127.0.0.1:" + http.port() + "/mcp";
  }

  private String answer(JsonNode message, @Nullable String header) {
    Map<String, Object> answer = new TreeMap<>(Map.of("jsonrpc", "2.0", "id", message.path("id")));
    String authorization = String.valueOf(header);
    switch (message.path("method").asString()) {
      case "initialize" -> answer.put("result", initialized(message));
      case "tools/list" -> answer.put("result", Map.of("tools", listed(authorization)));
      case "tools/call" -> answer.putAll(
        Objects.requireNonNull(tools.get(message.path("params").path("name").asString())).apply(authorization)
      );
      default -> answer.put("result", Map.of());
    }
    return JSON.writeValueAsString(answer);
  }

  private static Map<String, Object> initialized(JsonNode message) {
    return Map.of(
      "protocolVersion",
      message.path("params").path("protocolVersion"),
      "capabilities",
      Map.of("tools", Map.of()),
      "serverInfo",
      Map.of("name", "echoing", "version", "1")
    );
  }

  private List<Map<String, Object>> listed(String authorization) {
    List<Map<String, Object>> listed = new ArrayList<>();
    for (String name : tools.keySet()) {
      listed.add(
        Map.of("name", name, "description", "Called with " + authorization, "inputSchema", Map.of("type", "object"))
      );
    }
    return listed;
  }

  @Override
  public void close() {
    http.disposeNow();
  }
}
