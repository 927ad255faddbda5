package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcCodes;
import io.keyfold.session.rpc.RpcMessage;
import java.time.Duration;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Receives what a server sends before its response: passes notifications and requests on to the client, answers those
 * that the client does not receive, and extends the call's timeout.
 */
final class Interim implements Consumer<RpcMessage> {

  private final RawObject meta;
  private final RawJson id;
  private final Conversation conversation;
  private final MessageRedactor redactor;
  private final Peer peer;
  private final Consumer<RpcMessage.Response> reply;
  private final Sinks.Many<Boolean> waits = Sinks.many().replay().latest();

  /**
   * Creates a receiver.
   *
   * @param request the request
   * @param id id of the request at the server, which is its progress token, too
   * @param reply sends a response to the server
   */
  Interim(
    ServerRequest request,
    RawJson id,
    Conversation conversation,
    MessageRedactor redactor,
    Peer peer,
    Consumer<RpcMessage.Response> reply
  ) {
    this.meta = request.params().object("_meta");
    this.id = id;
    this.conversation = conversation;
    this.redactor = redactor;
    this.peer = peer;
    this.reply = reply;
  }

  @Override
  public void accept(RpcMessage message) {
    waits.tryEmitNext(false);
    switch (message) {
      case RpcMessage.Notification notification -> notified(notification);
      case RpcMessage.Request request -> asked(request);
      case RpcMessage.Response other -> {
        // It responds to none of our requests.
      }
    }
  }

  private void notified(RpcMessage.Notification notification) {
    if (!notification.method().equals(McpMethod.PROGRESS)) {
      conversation.notified((RpcMessage.Notification) redactor.message(notification));
      return;
    }
    boolean ours = notification.params().find("progressToken").filter(id::equals).isPresent();
    RawJson token = meta.find("progressToken").orElse(null);
    if (ours && token != null) {
      RawObject params = notification.params().with("progressToken", token);
      conversation.notified((RpcMessage.Notification) redactor.message(notification.withParams(params)));
    }
  }

  private void asked(RpcMessage.Request request) {
    if (request.method().equals(McpMethod.PING)) {
      reply.accept(RpcMessage.Result.of(request.id(), RawObject.EMPTY));
      return;
    }
    boolean passed =
      peer instanceof Peer.Classic classic &&
      conversation.asked(
        (RpcMessage.Request) redactor.message(request),
        new ReplyTo(classic.session(), classic.version(), request.id().detached())
      );
    if (passed) {
      waits.tryEmitNext(true);
    } else {
      reply.accept(RpcMessage.Fault.of(request.id(), RpcCodes.METHOD_NOT_FOUND, "The client does not support this"));
    }
  }

  /**
   * {@return the response, if it arrives in time: within the call's timeout after the last message, and within the
   * longest duration of a call}
   *
   * @param cancel tells the server that the response is no longer awaited
   */
  Mono<RpcMessage.Response> inTime(Mono<RpcMessage.Response> response, TargetLimits limits, Runnable cancel) {
    Duration silence = limits.callTimeout();
    Mono<RpcMessage.Response> late = Mono.<RpcMessage.Response>error(ProviderFailure::timeout);
    // A user who is asked takes longer than a server.
    Mono<RpcMessage.Response> silent = waits
      .asFlux()
      .startWith(false)
      .switchMap(user -> user ? Mono.<Long>never() : Mono.delay(silence))
      .next()
      .then(late);
    Mono<RpcMessage.Response> tooLong = Mono.delay(limits.longestCall()).then(late);
    Mono<RpcMessage.Response> cancelled = conversation.cancelled().then(Mono.error(ProviderFailure::cancelled));
    return Mono.firstWithSignal(response, silent, tooLong, cancelled)
      .doOnError(ProviderFailure.class, e -> {
        if (e.isTimeout() || e.isCancelled()) {
          cancel.run();
        }
      })
      .doOnCancel(cancel);
  }
}
