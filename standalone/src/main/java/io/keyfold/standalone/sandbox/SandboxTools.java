package io.keyfold.standalone.sandbox;

import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** What the sandbox can do. */
final class SandboxTools {

  private static final int SHOWN = 4;

  private SandboxTools() {}

  static Tool search() {
    return Tool.builder("search", object("query"))
      .description("Finds what it is asked for, in a library of one")
      .build();
  }

  static Tool echo() {
    return Tool.builder("echo", object("text")).description("Says it again").build();
  }

  static Mono<CallToolResult> answerSearch(CallToolRequest call, String key) {
    Map<String, Object> found = Map.of(
      "results",
      List.of(Map.of("title", "All about " + argument(call, "query"), "url", "https://example.com/1")),
      "called_with_key_ending",
      key.substring(Math.max(0, key.length() - SHOWN))
    );
    return Mono.just(
      CallToolResult.builder()
        .addTextContent(
          "1 result for " + argument(call, "query") + ", key ending " + found.get("called_with_key_ending")
        )
        .structuredContent(found)
        .build()
    );
  }

  static Mono<CallToolResult> answerEcho(CallToolRequest call) {
    return Mono.just(CallToolResult.builder().addTextContent(argument(call, "text")).build());
  }

  private static String argument(CallToolRequest call, String name) {
    return String.valueOf(call.arguments().getOrDefault(name, ""));
  }

  private static Map<String, Object> object(String property) {
    return Map.of(
      "type",
      "object",
      "properties",
      Map.of(property, Map.of("type", "string")),
      "required",
      List.of(property)
    );
  }
}
