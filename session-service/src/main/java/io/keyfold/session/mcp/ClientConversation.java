package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ReplyTo;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/** The client during one request: what is sent to it before the response, in order, and whether it cancelled. */
final class ClientConversation {

  /** Maximum number of messages that a slow client has not yet received; further notifications are dropped. */
  private static final int MAX_WAITING = 256;

  private final RawObject capabilities;
  private final @Nullable String traceparent;
  private final boolean streams;
  private final Runnable dropped;
  private final Sinks.Many<RpcMessage> out = Sinks.many()
    .unicast()
    .onBackpressureBuffer(Queues.<RpcMessage>get(MAX_WAITING).get());
  private final Sinks.Empty<Void> cancel = Sinks.empty();

  /**
   * Creates a conversation.
   *
   * @param streams whether the client receives messages before the response
   * @param dropped called for each message that is dropped
   */
  ClientConversation(RawObject capabilities, @Nullable String traceparent, boolean streams, Runnable dropped) {
    this.capabilities = capabilities;
    this.traceparent = traceparent;
    this.streams = streams;
    this.dropped = dropped;
  }

  /** {@return the messages followed by the response; the call runs once, whoever stops listening} */
  Flux<RpcMessage> with(Mono<RpcMessage.Response> call) {
    return Flux.deferContextual(context -> {
      Mono<RpcMessage.Response> shared = call
        .contextWrite(context)
        .doOnTerminate(out::tryEmitComplete)
        .cache();
      shared.subscribe(response -> {}, failure -> {});
      return out.asFlux().concatWith(shared);
    });
  }

  /** The client no longer wants the response. */
  void cancel() {
    cancel.tryEmitEmpty();
  }

  /**
   * {@return the conversation with one server}
   *
   * @param outgoing changes a message of the server into the client's form; null: it is not passed on
   */
  Conversation with(BiFunction<RpcMessage.Call, @Nullable ReplyTo, RpcMessage.@Nullable Call> outgoing) {
    return new Conversation() {
      @Override
      public RawObject capabilities() {
        return capabilities;
      }

      @Override
      public @Nullable String traceparent() {
        return traceparent;
      }

      @Override
      public void notified(RpcMessage.Notification notification) {
        pass(outgoing.apply(notification, null));
      }

      @Override
      public boolean asked(RpcMessage.Request request, ReplyTo to) {
        return pass(outgoing.apply(request, to));
      }

      @Override
      public Mono<Void> cancelled() {
        return cancel.asMono();
      }
    };
  }

  private boolean pass(RpcMessage.@Nullable Call message) {
    if (!streams || message == null) {
      return false;
    }
    boolean passed = out.tryEmitNext(message).isSuccess();
    if (!passed) {
      dropped.run();
    }
    return passed;
  }
}
