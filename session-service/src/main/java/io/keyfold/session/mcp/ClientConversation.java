package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ReplyTo;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
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

  /** A message that is being sent from another thread is sent within this time. */
  private static final Duration COMPLETES = Duration.ofSeconds(1);

  private final RawObject capabilities;
  private final boolean classic;
  private final @Nullable String traceparent;
  private final boolean streams;
  private final Runnable dropped;
  private final Sinks.Empty<Void> cancel = Sinks.empty();
  private final Sinks.One<RpcMessage.Response> response = Sinks.one();
  private final AtomicReference<Round> round = new AtomicReference<>(new Round());

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
      return Flux.defer(() -> {
        response
          .onErrorComplete()
          .doFinally(end -> complete())
          .subscribe();
        return out.asFlux().concatWith(Mono.firstWithSignal(response, instead.asMono()));
      });
    }

    /** Nothing further is sent before the response. */
    private void complete() {
      out.emitComplete(Sinks.EmitFailureHandler.busyLooping(COMPLETES));
    }
  }

  /** {@return the messages, then the response of the call, which runs once, whoever stops listening} */
  Flux<RpcMessage> with(Mono<RpcMessage.Response> starting) {
    return Flux.deferContextual(context -> {
      starting.contextWrite(context).subscribe(response::tryEmitValue, response::tryEmitError, response::tryEmitEmpty);
      return round.get().before(response.asMono());
    });
  }

  /**
   * {@return the further messages of the running call, then its response, for another HTTP request of the client; an
   * earlier one receives the response alone}
   */
  Flux<RpcMessage> again() {
    return Flux.defer(() -> {
      Round next = new Round();
      round.getAndSet(next).complete();
      return next.before(response.asMono());
    });
  }

  /** {@return a conversation with what the client declared, in which it receives nothing} */
  Conversation quiet() {
    return with(notification -> null, (request, to) -> false);
  }

  /** {@return the messages that are sent outside of a call, without end} */
  Flux<RpcMessage> outside() {
    return round.get().out.asFlux();
  }

  /** Ends the current HTTP request with another response; the call goes on. */
  void interrupt(Supplier<RpcMessage.Response> other) {
    Round current = round.get();
    if (current.instead.tryEmitValue(other.get()).isSuccess()) {
      current.complete();
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
    boolean sent = round.get().out.tryEmitNext(message).isSuccess();
    if (!sent) {
      dropped.run();
    }
    return sent;
  }
}
