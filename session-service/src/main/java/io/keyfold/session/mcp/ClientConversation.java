package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ReplyTo;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * The client during one call: what is sent to it before the response, in order, and whether it cancelled. The call of a
 * client without sessions may take several HTTP requests, one after the other.
 */
final class ClientConversation {

  /** Maximum number of messages that a slow client has not yet received; further ones are dropped. */
  private static final int MAX_WAITING = 256;

  private final RawObject capabilities;
  private final boolean classic;
  private final @Nullable String traceparent;
  private final boolean streams;
  private final Runnable dropped;
  private final Sinks.Empty<Void> cancel = Sinks.empty();
  private volatile Round round = new Round();
  private volatile @Nullable Mono<RpcMessage.Response> call;

  /**
   * Creates a conversation.
   *
   * @param classic whether the client has a session
   * @param streams whether the client receives messages before the response
   * @param dropped called for each message that is dropped
   */
  ClientConversation(
    RawObject capabilities,
    boolean classic,
    @Nullable String traceparent,
    boolean streams,
    Runnable dropped
  ) {
    this.capabilities = capabilities;
    this.classic = classic;
    this.traceparent = traceparent;
    this.streams = streams;
    this.dropped = dropped;
  }

  /** One HTTP request. */
  private static final class Round {

    private final Sinks.Many<RpcMessage> out = Sinks.many()
      .unicast()
      .onBackpressureBuffer(Queues.<RpcMessage>get(MAX_WAITING).get());
    private final Sinks.One<RpcMessage.Response> instead = Sinks.one();

    private Flux<RpcMessage> before(Mono<RpcMessage.Response> response) {
      return out.asFlux().concatWith(Mono.firstWithSignal(response, instead.asMono()));
    }
  }

  /** {@return the messages, then the response of the call, which runs once, whoever stops listening} */
  Flux<RpcMessage> with(Mono<RpcMessage.Response> starting) {
    return Flux.deferContextual(context -> {
      Mono<RpcMessage.Response> shared = starting
        .contextWrite(context)
        .doOnTerminate(() -> round.out.tryEmitComplete())
        .cache();
      call = shared;
      shared.subscribe(response -> {}, failure -> {});
      return round.before(shared);
    });
  }

  /** {@return the further messages of the running call, then its response, for the client's next HTTP request} */
  Flux<RpcMessage> again() {
    return Flux.defer(() -> {
      Round next = new Round();
      round = next;
      Mono<RpcMessage.Response> running = Objects.requireNonNull(call);
      return next.before(running.doOnTerminate(() -> next.out.tryEmitComplete()));
    });
  }

  /** {@return a conversation with what the client declared, in which it receives nothing} */
  Conversation quiet() {
    return with(notification -> null, (request, to) -> false);
  }

  /** {@return the messages that are sent outside of a call, without end} */
  Flux<RpcMessage> outside() {
    return round.out.asFlux();
  }

  /** Ends the current HTTP request with another response; the call goes on. */
  void interrupt(Supplier<RpcMessage.Response> response) {
    Round current = round;
    if (current.instead.tryEmitValue(response.get()).isSuccess()) {
      current.out.tryEmitComplete();
    }
  }

  /** The client no longer wants the response. */
  void cancel() {
    cancel.tryEmitEmpty();
  }

  /**
   * {@return the conversation with one server}
   *
   * @param notified changes a notification of the server into the client's form
   * @param asked passes a request of the server on; false: the client cannot do what it asks for
   */
  Conversation with(
    UnaryOperator<RpcMessage.@Nullable Notification> notified,
    BiPredicate<RpcMessage.Request, ReplyTo> asked
  ) {
    return new Conversation() {
      @Override
      public RawObject capabilities() {
        return capabilities;
      }

      @Override
      public boolean isClassic() {
        return classic;
      }

      @Override
      public @Nullable String traceparent() {
        return traceparent;
      }

      @Override
      public void notified(RpcMessage.Notification notification) {
        RpcMessage.Notification passed = notified.apply(notification);
        if (passed != null) {
          send(passed);
        }
      }

      @Override
      public boolean asked(RpcMessage.Request request, ReplyTo to) {
        return asked.test(request, to);
      }

      @Override
      public Mono<Void> cancelled() {
        return cancel.asMono();
      }
    };
  }

  /** Sends a message before the response. {@return whether the client will receive it} */
  boolean send(RpcMessage message) {
    if (!streams) {
      return false;
    }
    boolean sent = round.out.tryEmitNext(message).isSuccess();
    if (!sent) {
      dropped.run();
    }
    return sent;
  }
}
