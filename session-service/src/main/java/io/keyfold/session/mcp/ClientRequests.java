package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.McpMethod;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handles the messages of clients. */
final class ClientRequests {

  private final McpMethods methods;
  private final InFlight running;
  private final ReplyIds replies;
  private final SessionNames names;
  private final ProviderRequests providers;
  private final Counter dropped;

  ClientRequests(
    McpMethods methods,
    InFlight running,
    ReplyIds replies,
    SessionNames names,
    ProviderRequests providers,
    MeterRegistry meters
  ) {
    this.methods = methods;
    this.running = running;
    this.replies = replies;
    this.names = names;
    this.providers = providers;
    this.dropped = Counter.builder("keyfold.mcp.dropped")
      .description("Messages of providers that a client did not receive because it read too slowly")
      .register(meters);
  }

  /** Takes a message that expects no response; errors with {@link McpError} if it belongs to nothing. */
  Mono<Void> received(McpCaller caller, Dialect dialect, RpcMessage message) {
    return switch (message) {
      case RpcMessage.Request request -> Mono.empty();
      case RpcMessage.Notification notification -> Mono.fromRunnable(() -> notified(caller, dialect, notification));
      case RpcMessage.Response response -> replied(caller, response);
    };
  }

  private void notified(McpCaller caller, Dialect dialect, RpcMessage.Notification notification) {
    if (notification.method().equals(McpMethod.CANCELLED)) {
      notification
        .params()
        .find("requestId")
        .ifPresent(id -> running.cancel(InFlight.Key.of(caller, dialect, id)));
    }
  }

  private Mono<Void> replied(McpCaller caller, RpcMessage.Response response) {
    return Mono.justOrEmpty(replies.open(caller, response.id()))
      .flatMap(address ->
        Mono.justOrEmpty(names.byId(caller, address.sessionProviderId())).flatMap(provider ->
          providers.reply(caller, provider, address.to(), response).thenReturn(true)
        )
      )
      .switchIfEmpty(Mono.error(() -> McpError.invalidRequest("The response belongs to no request of this session")))
      .then();
  }

  /**
   * {@return what the client receives before the response, and the response; never errors}
   *
   * @param traceparent the client's trace context
   * @param streams whether the client receives messages before the response
   */
  Flux<MessageWriter.Outgoing> answered(
    McpCaller caller,
    Dialect dialect,
    RpcMessage.Request request,
    @Nullable String traceparent,
    boolean streams
  ) {
    RawObject capabilities = streams ? dialect.capabilities() : RawObject.EMPTY;
    ClientConversation client = new ClientConversation(capabilities, traceparent, streams, dropped::increment);
    InFlight.Key key = InFlight.Key.of(caller, dialect, request.id());
    running.add(key, client);
    Mono<RpcMessage.Response> response = methods
      .handle(new McpCall(caller, dialect, request, client))
      .doFinally(end -> running.remove(key, client));
    Flux<RpcMessage> messages = client.with(response);
    // Without sessions, the end of the connection is how a client cancels.
    Flux<RpcMessage> listened = dialect instanceof Dialect.Modern ? messages.doOnCancel(client::cancel) : messages;
    return listened
      .map(message -> new MessageWriter.Outgoing(message, 200))
      .onErrorResume(McpError.class, e ->
        Mono.just(new MessageWriter.Outgoing(e.fault(request.id()), dialect instanceof Dialect.Modern ? e.status() : 200))
      );
  }
}
