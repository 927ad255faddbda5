package io.keyfold.session.testing;

import io.keyfold.session.upstream.ProviderFailure;
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
  private Function<Target, Mono<ToolResponse>> calls = target -> Mono.just(text("done", false));
  private Mono<Listed> listed = Mono.just(
    new Listed(List.of(McpSchema.Tool.builder("search", Map.of("type", "object")).description("Searches").build()), 0)
  );

  private Function<Target, Mono<Listed>> tools = target -> listed;

  /** {@return a text result of a tool} */
  public static ToolResponse text(String text, boolean error) {
    var content = McpSchema.TextContent.builder(text).build();
    return new ToolResponse.Result(McpSchema.CallToolResult.builder(List.of(content)).isError(error).build());
  }

  /** Sets the result of calls. */
  public void respond(Mono<ToolResponse> response) {
    calls = target -> response;
  }

  /** Rejects the credential of these versions with HTTP 401 and accepts others. */
  public void refuse(Long... versions) {
    List<Long> refused = List.of(versions);
    calls = target ->
      refused.contains(target.resolved().credentialVersion())
        ? Mono.error(ProviderFailure.refused(401))
        : Mono.just(text("done", false));
    tools = target ->
      refused.contains(target.resolved().credentialVersion()) ? Mono.error(ProviderFailure.refused(401)) : listed;
  }

  /** Sets the result of tool lists. */
  public void list(Mono<List<McpSchema.Tool>> all) {
    listed = all.map(tools -> new Listed(tools, 0));
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
      return calls.apply(target);
    });
  }

  @Override
  public Mono<Listed> tools(Target target) {
    return Mono.defer(() -> tools.apply(target));
  }

  @Override
  public void drop(String sessionProviderId) {
    dropped.add(sessionProviderId);
  }
}
