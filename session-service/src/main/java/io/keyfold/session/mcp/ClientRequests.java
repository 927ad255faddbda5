package io.keyfold.session.mcp;

import com.github.benmanes.caffeine.cache.Ticker;
import io.keyfold.session.connect.SetupWaits;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.McpMethod;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Handles the messages of clients. */
final class ClientRequests {

  private final McpMethods methods;
  private final InFlight running;
  private final McpSignals signals;
  private final ReplyIds replies;
  private final RequestStates states;
  private final WaitingCalls waiting;
  private final ClassicInputs classic;
  private final Supplier<ModernInputs> modern;
  private final SessionNames names;
  private final ProviderRequests providers;
  private final SessionStreams sessionStreams;
  private final EarlyStreams early;
  private final SetupWaits setups;
  private final Counter dropped;

  ClientRequests(
    McpMethods methods,
    ReplyIds replies,
    RequestStates states,
    WaitingCalls waiting,
    SessionNames names,
    ProviderRequests providers,
    SessionStreams sessionStreams,
    SetupWaits setups,
    InFlight running,
    McpSignals signals,
    MeterRegistry meters
  ) {
    this.methods = methods;
    this.running = running;
    this.signals = signals;
    this.replies = replies;
    this.states = states;
    this.waiting = waiting;
    this.classic = new ClassicInputs(replies, waiting);
    this.modern = () -> new ModernInputs(providers, states, waiting);
    this.sessionStreams = sessionStreams;
    this.names = names;
    this.providers = providers;
    this.setups = setups;
    this.dropped = Counter.builder("keyfold.mcp.dropped")
      .description("Messages of providers that a client did not receive because it read too slowly")
      .register(meters);
    this.early = new EarlyStreams(dropped::increment, Ticker.systemTicker(), meters);
  }

  /** {@return URL of the instance at which the call waits that the message continues; empty: any can handle it} */
  Optional<String> elsewhere(McpCaller caller, RpcMessage message) {
    Optional<WaitingCalls.Place> place = switch (message) {
      case RpcMessage.Request request -> states
        .of(caller, request)
        .flatMap(state ->
          state instanceof RequestStates.State.Waiting call ? Optional.of(call.at()) : Optional.empty()
        );
      case RpcMessage.Response response -> replies
        .open(caller, response.id())
        .flatMap(address ->
          address instanceof ReplyIds.Address.Waiting call ? Optional.of(call.at()) : Optional.empty()
        );
      case RpcMessage.Notification notification -> Optional.empty();
    };
    return place.filter(waiting::isElsewhere).map(WaitingCalls.Place::instance);
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
        .ifPresent(id -> signals.cancel(caller, dialect, id));
    }
  }

  private Mono<Void> replied(McpCaller caller, RpcMessage.Response response) {
    return Mono.justOrEmpty(replies.open(caller, response.id()))
      .flatMap(
        address ->
          switch (address) {
            case ReplyIds.Address.Server server -> Mono.justOrEmpty(
              names.byId(caller, server.sessionProviderId())
            ).flatMap(provider -> providers.reply(caller, provider, server.to(), response).thenReturn(true));
            case ReplyIds.Address.Waiting call -> Mono.justOrEmpty(waiting.find(call.at()))
              .doOnNext(found -> found.input(call.key(), response))
              .hasElement()
              .filter(found -> found);
          }
      )
      .switchIfEmpty(Mono.error(() -> McpError.invalidRequest("The response belongs to no request of this session")))
      .then();
  }

  /**
   * A request as it arrives.
   *
   * @param traceparent the client's trace context
   * @param streams whether the client receives messages before the response
   */
  record Incoming(
    McpCaller caller,
    Dialect dialect,
    RpcMessage.Request request,
    @Nullable String traceparent,
    boolean streams
  ) {
    private Incoming as(Dialect other) {
      return new Incoming(caller, other, request, traceparent, streams);
    }

    private Incoming with(RawObject params) {
      return new Incoming(caller, dialect, request.withParams(params), traceparent, streams);
    }
  }

  /** {@return what the client receives before the response, and the response; never errors} */
  Flux<MessageWriter.Outgoing> answered(Incoming incoming) {
    Dialect dialect = incoming.dialect();
    RpcMessage.Request request = incoming.request();
    return Flux.defer(() -> messages(incoming))
      .map(message -> message instanceof RpcMessage.Response response ? response.withId(request.id()) : message)
      .map(message -> new MessageWriter.Outgoing(message, McpError.statusOf(dialect, message)))
      .onErrorResume(McpError.class, e ->
        Mono.just(
          new MessageWriter.Outgoing(e.fault(request.id()), dialect instanceof Dialect.Modern ? e.status() : 200)
        )
      );
  }

  private Flux<RpcMessage> messages(Incoming incoming) {
    RpcMessage.Request request = incoming.request();
    if (incoming.dialect() instanceof Dialect.Classic) {
      McpCall call = call(incoming);
      return listened(call, classic.answered(call, methods::handle));
    }
    if (request.method().equals(McpMethod.LISTEN)) {
      return incoming.streams() ? sessionStreams.modern(call(incoming)) : noStream();
    }
    RequestStates.State state = states.of(incoming.caller(), request).orElse(null);
    RawObject params = request.params();
    return switch (state) {
      case RequestStates.State.Waiting at -> continued(at.at(), params.object("inputResponses"));
      case RequestStates.State.Server server -> started(
        incoming.with(
          server
            .state()
            .map(text -> params.with("requestState", text))
            .orElseGet(() -> params.without("requestState"))
        )
      );
      case RequestStates.State.SetUp setUp -> afterSetUp(incoming, params);
      case null -> started(incoming);
    };
  }

  private Flux<RpcMessage> afterSetUp(Incoming incoming, RawObject params) {
    Incoming plain = incoming.with(params.without("requestState").without("inputResponses"));
    if (InputRequired.refused(params)) {
      return started(plain.as(asksNothing(incoming.dialect())));
    }
    return setups
      .ended(incoming.caller().tenant(), InputRequired.answered(params))
      .thenMany(Flux.defer(() -> started(plain)));
  }

  private static Flux<RpcMessage> noStream() {
    return Flux.error(McpError.invalidRequest("The client does not accept text/event-stream"));
  }

  /** Prepares for the stream of a classic client that has just connected, if its servers may ask it something. */
  void connected(McpCaller caller, Dialect.Classic dialect) {
    if (Conversations.answers(dialect.capabilities())) {
      early.open(caller, dialect, stream(caller, dialect));
    }
  }

  /** {@return what a classic client receives outside of its requests} */
  Flux<RpcMessage> outside(McpCaller caller, Dialect dialect) {
    return Flux.defer(() -> early.take(caller, dialect).orElseGet(() -> stream(caller, dialect)));
  }

  private Flux<RpcMessage> stream(McpCaller caller, Dialect dialect) {
    RpcMessage.Request none = RpcMessage.Request.of(RawJson.NULL, "", RawObject.EMPTY);
    return sessionStreams.classic(call(new Incoming(caller, dialect, none, null, true)));
  }

  private Flux<RpcMessage> started(Incoming incoming) {
    McpCall call = call(incoming);
    Mono<RpcMessage.Response> response = methods
      .handle(call)
      .map(sent -> sealed(call, sent))
      .onErrorResume(SetUpRequired.class, e -> Mono.just(e.response(call, states)));
    // Without sessions, the end of the connection is how a client cancels.
    return listened(call, response.doFinally(end -> call.inputs().end())).doOnCancel(call.client()::cancel);
  }

  /** A user who refused is not asked again by the same call. */
  private static Dialect asksNothing(Dialect dialect) {
    return new Dialect.Modern(dialect.version(), dialect.capabilities().without("elicitation"));
  }

  private RpcMessage.Response sealed(McpCall call, RpcMessage.Response response) {
    if (!(response instanceof RpcMessage.Result result) || !InputRequired.is(result)) {
      return response;
    }
    Optional<String> state = result.members().text("requestState");
    String sealed = states.seal(call.caller(), call.request(), new RequestStates.State.Server(state));
    return result.withResult(result.members().with("requestState", sealed));
  }

  private Flux<RpcMessage> continued(WaitingCalls.Place place, RawObject inputs) {
    if (!(waiting.find(place).orElse(null) instanceof ModernInputs asked) || asked.call() == null) {
      throw McpError.gone();
    }
    McpCall call = asked.call();
    Flux<RpcMessage> further = call.client().again().doOnCancel(call.client()::cancel);
    return Flux.defer(() -> {
      for (RawObject.Member input : inputs.members()) {
        asked.input(input.name(), RpcMessage.Result.of(RawJson.NULL, input.value()));
      }
      return further.doOnSubscribe(listening -> asked.repeat());
    });
  }

  private McpCall call(Incoming incoming) {
    Dialect dialect = incoming.dialect();
    // A client without sessions need not stream in order to be asked.
    boolean asks = incoming.streams() || dialect instanceof Dialect.Modern;
    RawObject capabilities = asks ? dialect.capabilities() : RawObject.EMPTY;
    ClientConversation client = new ClientConversation(
      capabilities,
      dialect instanceof Dialect.Classic,
      incoming.traceparent(),
      incoming.streams(),
      dropped::increment
    );
    return new McpCall(incoming.caller(), dialect, incoming.request(), client, modern.get());
  }

  private Flux<RpcMessage> listened(McpCall call, Mono<RpcMessage.Response> response) {
    String key = ClientId.of(call.caller(), call.dialect()).request(call.request().id());
    InFlight.Running added = new InFlight.Running(call.request(), call.client());
    return running
      .join(key, call.dialect(), added)
      .map(repeated -> repeated.client().again())
      .orElseGet(() -> call.client().with(response.doFinally(end -> running.remove(key, added))));
  }
}
