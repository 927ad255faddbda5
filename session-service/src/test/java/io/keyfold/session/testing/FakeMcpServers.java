package io.keyfold.session.testing;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.upstream.Peer;
import io.keyfold.session.upstream.ProviderFailure;
import io.keyfold.session.upstream.ReplyTo;
import io.keyfold.session.upstream.ServerRequest;
import io.keyfold.session.upstream.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** MCP servers without a network: they return what a test sets and record the calls. */
public final class FakeMcpServers implements McpServers {

  private final List<String> dropped = new ArrayList<>();
  private final List<Target> targets = new ArrayList<>();
  private Function<Target, Mono<RpcMessage.Response>> calls = target -> Mono.just(text("done", false));
  private Mono<Listed> listed = Mono.just(
    new Listed(List.of(McpMessages.item("{'name':'search','inputSchema':{'type':'object'}}")), 0, null)
  );

  private Function<Target, Mono<Listed>> tools = target -> listed;

  /** {@return a text result of a tool} */
  public static RpcMessage.Response text(String text, boolean error) {
    RawJson content = RawObject.EMPTY.with("type", "text").with("text", text).json();
    RawObject result = RawObject.EMPTY.with("content", RawJson.array(List.of(content)));
    return RpcMessage.Result.of(RawJson.number(1), error ? result.with("isError", RawJson.bool(true)) : result);
  }

  /** {@return an error of a server} */
  public static RpcMessage.Response fault(long code, String message) {
    return RpcMessage.Fault.of(RawJson.number(1), code, message);
  }

  /** Sets the result of calls. */
  public void respond(Mono<RpcMessage.Response> response) {
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

  /** {@return the targets of the calls} */
  public List<Target> targets() {
    return List.copyOf(targets);
  }

  /** {@return session providers whose connections were dropped} */
  public List<String> dropped() {
    return List.copyOf(dropped);
  }

  @Override
  public Mono<RpcMessage.Response> request(Target target, ServerRequest request, Conversation conversation) {
    return Mono.defer(() -> {
      targets.add(target);
      return calls.apply(target);
    });
  }

  @Override
  public Mono<Listed> list(Target target, ListKind kind, Conversation conversation) {
    return kind == ListKind.TOOLS ? Mono.defer(() -> tools.apply(target)) : Mono.just(Listed.NONE);
  }

  @Override
  public Mono<Peer> describe(Target target, Conversation conversation) {
    return Mono.just(new Peer.Classic("2025-11-25", RawObject.EMPTY, null));
  }

  @Override
  public Flux<RpcMessage.Notification> changes(Target target, Conversation conversation, Flux<Set<String>> uris) {
    return Flux.never();
  }

  @Override
  public Mono<Void> reply(Target target, ReplyTo to, RpcMessage.Response response) {
    return Mono.empty();
  }

  @Override
  public void drop(String sessionProviderId) {
    dropped.add(sessionProviderId);
  }
}
