package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * What a server without sessions asks of a client with: the client receives the questions as requests on its stream, and
 * the call is repeated with the answers.
 */
final class ClassicInputs {

  private static final int MAX_ROUNDS = 10;

  /** A client that asks its user may take this long. */
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private final ReplyIds replies;
  private final WaitingCalls waiting;

  ClassicInputs(ReplyIds replies, WaitingCalls waiting) {
    this.replies = replies;
    this.waiting = waiting;
  }

  /** {@return the response of the call, once the server needs no further input} */
  Mono<RpcMessage.Response> answered(McpCall call, Function<McpCall, Mono<RpcMessage.Response>> handler) {
    return round(call, call, handler, 1);
  }

  private Mono<RpcMessage.Response> round(
    McpCall original,
    McpCall call,
    Function<McpCall, Mono<RpcMessage.Response>> handler,
    int number
  ) {
    return handler.apply(call).flatMap(response -> {
      if (!(response instanceof RpcMessage.Result result) || !InputRequired.is(result)) {
        return Mono.just(response);
      }
      if (number == MAX_ROUNDS) {
        return Mono.error(McpError.invalidParams("The server asked for input " + MAX_ROUNDS + " times"));
      }
      return inputs(original, result.members()).flatMap(inputs ->
        round(
          original,
          original.with(InputRequired.repeated(original.params(), result.members(), inputs)),
          handler,
          number + 1
        )
      );
    });
  }

  private Mono<RawObject> inputs(McpCall call, RawObject result) {
    List<RawObject.Member> asked = result.object("inputRequests").members();
    if (asked.isEmpty()) {
      return Mono.just(RawObject.EMPTY);
    }
    Collected collected = new Collected(asked.size());
    WaitingCalls.Place place = waiting.add(collected);
    for (RawObject.Member member : asked) {
      send(call, member, place);
    }
    return collected.all
      .asMono()
      .timeout(LIMIT, Mono.error(() -> McpError.invalidParams("The client did not send the input in time")))
      .doFinally(end -> waiting.remove(place));
  }

  private void send(McpCall call, RawObject.Member member, WaitingCalls.Place place) {
    RawObject asks = member.value().object().orElse(RawObject.EMPTY);
    RawJson id = replies.seal(call.caller(), new ReplyIds.Address.Waiting(place, member.name()));
    RpcMessage.Request request = RpcMessage.Request.of(id, asks.text("method").orElse(""), asks.object("params"));
    if (!Conversations.supports(call.dialect().capabilities(), request) || !call.client().send(request)) {
      throw McpError.capability(request.method());
    }
  }

  /** The inputs of one round. */
  private static final class Collected implements WaitingCalls.Waiting {

    private final int expected;
    private final Map<String, RawJson> inputs = new ConcurrentHashMap<>();
    private final Sinks.One<RawObject> all = Sinks.one();

    private Collected(int expected) {
      this.expected = expected;
    }

    @Override
    public void input(String key, RpcMessage.Response response) {
      switch (response) {
        case RpcMessage.Fault fault -> all.tryEmitError(
          McpError.invalidParams("The client rejected the request for input: " + fault.message().orElse("no reason"))
        );
        case RpcMessage.Result result -> {
          inputs.put(key, result.result());
          if (inputs.size() == expected) {
            RawObject complete = RawObject.EMPTY;
            for (Map.Entry<String, RawJson> input : inputs.entrySet()) {
              complete = complete.with(input.getKey(), input.getValue());
            }
            all.tryEmitValue(complete);
          }
        }
      }
    }

    @Override
    public void abandoned() {
      all.tryEmitError(McpError.invalidParams("The client did not send the input in time"));
    }
  }
}
