package io.keyfold.session.testing;

import io.keyfold.session.upstream.Target;
import io.keyfold.session.upstream.ToolServers;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Tool servers without a network: they return what a test sets and record the calls. */
public final class FakeToolServers implements ToolServers {

  private final List<String> dropped = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private Function<String, Mono<ToolResponse>> calls = tool -> Mono.just(text("done", false));
  private Mono<Listed> tools = Mono.just(
    new Listed(List.of(McpSchema.Tool.builder("search", Map.of("type", "object")).description("Searches").build()), 0)
  );

  /** {@return a text result of a tool} */
  public static ToolResponse text(String text, boolean error) {
    var content = McpSchema.TextContent.builder(text).build();
    return new ToolResponse.Result(McpSchema.CallToolResult.builder(List.of(content)).isError(error).build());
  }

  /** Sets the result of calls. */
  public void respond(Mono<ToolResponse> response) {
    calls = tool -> response;
  }

  /** Sets the result of tool lists. */
  public void list(Mono<List<McpSchema.Tool>> listed) {
    tools = listed.map(all -> new Listed(all, 0));
  }

  /** {@return the targets of the calls} */
  public List<Target> targets() {
    return List.copyOf(targets);
  }

  /** {@return session providers whose connections were dropped} */
  public List<String> dropped() {
    return List.copyOf(dropped);
  }

  @Override
  public Mono<ToolResponse> call(Target target, String tool, Map<String, Object> input) {
    return Mono.defer(() -> {
      targets.add(target);
      return calls.apply(tool);
    });
  }

  @Override
  public Mono<Listed> tools(Target target) {
    return Mono.defer(() -> tools);
  }

  @Override
  public void drop(String sessionProviderId) {
    dropped.add(sessionProviderId);
  }
}
