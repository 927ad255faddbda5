package io.keyfold.benchmarks.endpoint;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A minimal MCP server over streamable HTTP with one tool, which returns a constant. */
@RestController
class ToolController {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Map<String, Object> TOOL = Map.of(
    "name",
    "answer",
    "description",
    "Answers",
    "inputSchema",
    Map.of("type", "object", "properties", Map.of("text", Map.of("type", "string")))
  );

  @PostMapping("/mcp")
  Mono<ResponseEntity<String>> handle(@RequestBody String body) {
    JsonNode request = JSON.readTree(body);
    if (!request.has("id")) {
      return Mono.just(ResponseEntity.accepted().build());
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
    return Mono.just(
      ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(JSON.writeValueAsString(message))
    );
  }

  private static @Nullable Object result(JsonNode request) {
    return switch (request.path("method").asString("")) {
      case "initialize" -> Map.of(
        "protocolVersion",
        request.path("params").path("protocolVersion"),
        "capabilities",
        Map.of("tools", Map.of()),
        "serverInfo",
        Map.of("name", "benchmark", "version", "1")
      );
      case "ping" -> Map.of();
      case "tools/list" -> Map.of("tools", List.of(TOOL));
      case "tools/call" -> Map.of("content", List.of(Map.of("type", "text", "text", "called")));
      default -> null;
    };
  }
}
