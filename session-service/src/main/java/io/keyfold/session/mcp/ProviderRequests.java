package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.session.calls.RetryOnRefusal;
import io.keyfold.session.calls.SessionRules;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.upstream.Peer;
import io.keyfold.session.upstream.ProviderFailure;
import io.keyfold.session.upstream.ReplyTo;
import io.keyfold.session.upstream.ServerRequest;
import io.keyfold.session.upstream.Target;
import reactor.core.publisher.Mono;

/** Sends requests other than tool calls to the servers of a session's providers. They are not metered. */
final class ProviderRequests {

  private final Resolver resolver;
  private final RetryOnRefusal retrying;
  private final McpServers servers;

  ProviderRequests(Resolver resolver, RetryOnRefusal retrying, McpServers servers) {
    this.resolver = resolver;
    this.retrying = retrying;
    this.servers = servers;
  }

  /**
   * {@return the provider's response; errors with {@link McpError}}
   *
   * @param kind what the request is about
   * @param key its name or URI at the provider, which the filters must allow
   */
  Mono<RpcMessage.Response> send(
    McpCaller caller,
    SessionProvider provider,
    ListKind kind,
    String key,
    ServerRequest request,
    Conversation conversation
  ) {
    return resolver
      .<RpcMessage.Response>using(caller.tenant(), provider.deploymentId(), provider.selector(), resolved ->
        SessionRules.of(resolved, provider).allows(kind, key)
          ? retrying.request(target(caller, provider, resolved), request, conversation, alternative -> {})
          : Mono.error(McpError.invalidParams("A filter does not allow " + key))
      )
      .onErrorMap(e -> mapped(e, provider));
  }

  /** {@return the provider's response to a request about the server itself; errors with {@link McpError}} */
  Mono<RpcMessage.Response> send(
    McpCaller caller,
    SessionProvider provider,
    ServerRequest request,
    Conversation conversation
  ) {
    return resolver
      .<RpcMessage.Response>using(caller.tenant(), provider.deploymentId(), provider.selector(), resolved ->
        retrying.request(target(caller, provider, resolved), request, conversation, alternative -> {})
      )
      .onErrorMap(e -> mapped(e, provider));
  }

  /** {@return the provider's server as it described itself; errors with {@link McpError}} */
  Mono<Peer> describe(McpCaller caller, SessionProvider provider, Conversation conversation) {
    return resolver
      .using(caller.tenant(), provider.deploymentId(), provider.selector(), resolved ->
        retrying.describe(target(caller, provider, resolved), conversation)
      )
      .onErrorMap(e -> mapped(e, provider));
  }

  /** Sends the response to a request of the provider; errors with {@link McpError}. */
  Mono<Void> reply(McpCaller caller, SessionProvider provider, ReplyTo to, RpcMessage.Response response) {
    return resolver
      .using(caller.tenant(), provider.deploymentId(), provider.selector(), resolved ->
        servers.reply(target(caller, provider, resolved), to, response)
      )
      .onErrorMap(e -> mapped(e, provider));
  }

  private static Target target(McpCaller caller, SessionProvider provider, Resolved resolved) {
    return new Target(caller.tenant(), provider.id(), resolved);
  }

  private static Throwable mapped(Throwable e, SessionProvider provider) {
    return switch (e) {
      case ProviderFailure failure -> McpError.of(failure, provider.id());
      case ApiException api -> McpError.of(api);
      default -> e;
    };
  }
}
