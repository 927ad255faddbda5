package io.keyfold.standalone.sandbox;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The tools of the sandbox. */
final class SandboxTools {

  private static final int KEY_SUFFIX_LENGTH = 4;

  private SandboxTools() {}

  static Tool search() {
    return Tool.builder("search", object("query")).description("Returns one sample result for a query").build();
  }

  static Tool echo() {
    return Tool.builder("echo", object("text")).description("Returns the given text").build();
  }

  static Mono<CallToolResult> answerSearch(CallToolRequest call, McpTransportContext context) {
    String credential = String.valueOf(context.get(Credentials.CREDENTIAL));
    String ending = credential.substring(Math.max(0, credential.length() - KEY_SUFFIX_LENGTH));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put(
      "results",
      List.of(Map.of("title", "All about " + argument(call, "query"), "url", "https://example.com/1"))
    );
    result.put("called_with_key_ending", ending);
    Object account = context.get(Credentials.ACCOUNT);
    if (account != null) {
      result.put("account", account);
    }
    return Mono.just(
      CallToolResult.builder()
        .addTextContent("1 result for " + argument(call, "query") + ", key ending " + ending)
        .structuredContent(result)
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
