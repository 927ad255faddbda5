package io.keyfold.session.upstream;

import io.keyfold.session.catalogue.CallLimits;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcCodes;
import io.keyfold.session.rpc.RpcMessage;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A connection to an MCP server. Holds no credential: each call opens it. Thread-safe. */
final class UpstreamClient {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamClient.class);
  private static final Duration ASIDE = Duration.ofSeconds(5);

  /** Reactor's bounded pool: making a redactor takes too long for an event loop. */
  private static final Scheduler REDACTION = Schedulers.boundedElastic();

  private final Parts parts;
  private final McpHttp http;
  private final AtomicLong ids = new AtomicLong();
  private final AtomicReference<@Nullable Mono<Peer>> handshake = new AtomicReference<>();
  private final Observed observed;
  private volatile @Nullable Peer known;
  private volatile Map<String, ParamHeaders> paramHeaders = Map.of();

  /**
   * What a connection is made of.
   *
   * @param http HTTP client with the connections
   * @param url URL of the endpoint
   * @param injector injects the credential
   * @param capabilities capabilities of the client for whom it is
   * @param calls opens what a call holds; closed when it ends
   * @param eras what is known of the server
   * @param server key of the server in that
   */
  record Parts(
    UpstreamHttp.Client http,
    String url,
    CredentialInjector injector,
    RawObject capabilities,
    Calls calls,
    Eras eras,
    Eras.Key server,
    UpstreamProperties properties,
    Clock clock
  ) {}

  /** Opens what a call holds. */
  interface Calls {
    /** {@return the credential} */
    Mono<Credential> credential();

    /** {@return the memory of one call} */
    ResponseBudget.Part memory();

    /** {@return the redactor of the credential} */
    MessageRedactor redactor(Credential credential);
  }

  UpstreamClient(Parts parts) {
    this.parts = parts;
    this.http = new McpHttp(parts.http().netty(), parts.url(), parts.injector());
    TargetLimits limits = TargetLimits.of(CallLimits.NONE, parts.properties());
    this.observed = new Observed(request -> once(request, Conversation.SILENT, limits));
  }

  /** {@return the response; errors with {@link PeerChanged} if the request was not executed} */
  Mono<RpcMessage.Response> request(ServerRequest request, Conversation conversation, TargetLimits limits) {
    return once(request, conversation, limits).flatMap(response ->
      // The server wants headers that only its current tool list names.
      isMismatch(request, response)
        ? list(ListKind.TOOLS, conversation, limits).then(once(request, conversation, limits))
        : Mono.just(response)
    );
  }

  private static boolean isMismatch(ServerRequest request, RpcMessage.Response response) {
    return (
      request.method().equals(McpMethod.TOOLS_CALL) &&
      response instanceof RpcMessage.Fault fault &&
      fault.code() == RpcCodes.HEADER_MISMATCH
    );
  }

  private Mono<RpcMessage.Response> once(ServerRequest request, Conversation conversation, TargetLimits limits) {
    return called((peer, call) -> {
      RawJson id = RawJson.number(ids.incrementAndGet());
      RawObject params = Outgoing.params(request, peer, id, conversation);
      RpcMessage.Request message = RpcMessage.Request.of(id, request.method(), params);
      Map<String, String> headers = Outgoing.headers(peer, message, conversation);
      if (peer instanceof Peer.Modern) {
        headers.putAll(marked(request.params()));
      }
      Interim interim = new Interim(request, id, conversation, call.redactor(), peer, reply ->
        aside(to -> send(reply, peer, to))
      );
      Mono<RpcMessage.Response> response = exchanged(peer, call, message, headers, interim).map(
        call.redactor()::response
      );
      return interim
        .inTime(response, limits, () -> cancel(peer, id))
        .doOnNext(sent -> observed.answered(request, sent));
    });
  }

  /** {@return the response as the server sent it; an error that came with a status that is no success is one, too} */
  private Mono<RpcMessage.Response> exchanged(
    Peer peer,
    CallContext call,
    RpcMessage.Request message,
    Map<String, String> headers,
    Consumer<RpcMessage> interim
  ) {
    McpHttp.Exchange post = McpHttp.Exchange.post(message, headers, call.credential(), call.memory());
    return new RequestExchange(http, post, message.id(), peer instanceof Peer.Classic)
      .run(interim)
      .onErrorResume(HttpRefusal.class, refusal ->
        Mono.fromSupplier(() -> Refusals.fault(refusal, peer, call.redactor(), parts.clock()))
      );
  }

  private Map<String, String> marked(RawObject params) {
    ParamHeaders marked = paramHeaders.get(params.text("name").orElse(""));
    return marked == null ? Map.of() : marked.headers(params.object("arguments"));
  }

  /** {@return the server as it described itself} */
  Mono<Peer> describe() {
    return called((peer, call) -> Mono.fromSupplier(() -> redacted(peer, call.redactor())));
  }

  private static Peer redacted(Peer peer, MessageRedactor redactor) {
    RawObject about = ListPages.clean(peer.about().json(), redactor).flatMap(RawJson::object).orElse(RawObject.EMPTY);
    return switch (peer) {
      case Peer.Classic classic -> new Peer.Classic(classic.version(), about, classic.session());
      case Peer.Modern modern -> new Peer.Modern(modern.version(), about);
    };
  }

  /** {@return all pages of the list} */
  Mono<McpServers.Listed> list(ListKind kind, Conversation conversation, TargetLimits limits) {
    return peer().flatMap(peer -> {
      boolean offered = peer.offers(kind.capability()) || kind == ListKind.TOOLS;
      return offered
        ? new ListPages(kind, request -> raw(request, conversation))
            .collect(limits.callTimeout())
            .map(listed -> peer instanceof Peer.Modern && kind == ListKind.TOOLS ? learned(listed) : listed)
        : Mono.just(McpServers.Listed.NONE);
    });
  }

  /** {@return what the server sends outside of calls} */
  Flux<RpcMessage.Notification> changes(Flux<Set<String>> uris, Conversation conversation) {
    return peer().flatMapMany(peer ->
      Flux.usingWhen(
        Mono.defer(parts.calls()::credential),
        secret ->
          Flux.using(parts.calls()::memory, memory ->
            notifications(peer, conversation, new CallContext(secret, memory, parts.calls().redactor(secret)), uris)
          ),
        secret -> Mono.fromRunnable(secret::close)
      )
    );
  }

  private Flux<RpcMessage.Notification> notifications(
    Peer peer,
    Conversation conversation,
    CallContext call,
    Flux<Set<String>> uris
  ) {
    ServerRequest none = new ServerRequest("", RawObject.EMPTY);
    Interim asked = new Interim(none, RawJson.NULL, conversation, call.redactor(), peer, reply ->
      aside(to -> send(reply, peer, to))
    );
    ServerStream stream = new ServerStream(http);
    Flux<RpcMessage.Call> messages = switch (peer) {
      case Peer.Classic classic -> stream
        .open(classic, call)
        .<RpcMessage.Call>publish(sent ->
          Flux.merge(sent, observed.<RpcMessage.Call>follow(classic, uris).takeUntilOther(sent.ignoreElements()))
        );
      // The request says it all, so that another set takes another one. The first that ends by itself ends all.
      case Peer.Modern modern -> uris
        .switchMap(set -> stream.open(modern, call, set).materialize())
        .<RpcMessage.Call>dematerialize();
    };
    return messages.mapNotNull(message -> {
      if (message instanceof RpcMessage.Notification notification) {
        return notification;
      }
      asked.accept(message);
      return null;
    });
  }

  /** Learns which parameters are repeated in headers, and omits the tools for which that is not possible. */
  private McpServers.Listed learned(McpServers.Listed listed) {
    Map<String, ParamHeaders> headers = new HashMap<>();
    List<McpServers.Item> valid = new ArrayList<>();
    for (McpServers.Item tool : listed.items()) {
      ParamHeaders.of(tool.json().object("inputSchema")).ifPresent(params -> {
        valid.add(tool);
        headers.put(tool.name(), params);
      });
    }
    paramHeaders = Map.copyOf(headers);
    int invalid = listed.items().size() - valid.size();
    if (invalid > 0) {
      LOG.atWarn().addKeyValue("tools", invalid).log("tools omitted from a list because of an invalid x-mcp-header");
    }
    return new McpServers.Listed(valid, listed.withheld(), listed.incomplete());
  }

  /** A page is redacted item by item, so that one item that must be withheld does not cost the others. */
  private Mono<ListPages.Page> raw(ServerRequest request, Conversation conversation) {
    return called((peer, call) -> {
      RawJson id = RawJson.number(ids.incrementAndGet());
      RpcMessage.Request message = RpcMessage.Request.of(
        id,
        request.method(),
        peer.complete(request.params(), conversation.capabilities())
      );
      return exchanged(peer, call, message, Outgoing.headers(peer, message, conversation), other -> {}).map(response ->
        new ListPages.Page(response, call.redactor())
      );
    });
  }

  /** Sends the response to a request of the server. */
  Mono<Void> reply(ReplyTo to, RpcMessage.Response response) {
    Peer.Classic peer = new Peer.Classic(to.version(), RawObject.EMPTY, to.session());
    return withCall(call -> send(response.withId(to.requestId()), peer, call))
      .timeout(parts.properties().initializeTimeout())
      .onErrorMap(HttpRefusal.class, refusal -> ProviderFailure.error("did not accept the response to its request"));
  }

  private Mono<Void> send(RpcMessage message, Peer peer, CallContext call) {
    Map<String, String> headers = peer instanceof Peer.Classic classic ? classic.headers() : Map.of();
    return http.send(McpHttp.Exchange.post(message, headers, call.credential(), call.memory()), head -> {}).then();
  }

  private void cancel(Peer peer, RawJson id) {
    // Without sessions, the end of the stream says it.
    if (peer instanceof Peer.Classic) {
      RawObject params = RawObject.EMPTY.with("requestId", id).with("reason", "The request was cancelled or timed out");
      aside(call -> send(RpcMessage.Notification.of(McpMethod.CANCELLED, params), peer, call));
    }
  }

  /** Sends a message whose outcome changes nothing. */
  private void aside(Function<CallContext, Mono<Void>> use) {
    withCall(use)
      .timeout(ASIDE)
      .onErrorResume(e -> {
        LOG.atDebug().addKeyValue("error", e.getClass().getSimpleName()).log("a message to a server was not accepted");
        return Mono.empty();
      })
      .subscribe();
  }

  /** Uses the connection for a call. */
  private interface Use<T> {
    Mono<T> in(Peer peer, CallContext call);
  }

  private <T> Mono<T> called(Use<T> use) {
    return peer().flatMap(peer -> withCall(call -> use.in(peer, call)));
  }

  /** Concurrent calls share a handshake, which continues if one of them is cancelled. */
  private Mono<Peer> peer() {
    return Mono.defer(() -> {
      Mono<Peer> begun = handshake.get();
      if (begun != null) {
        return begun;
      }
      Handshake shaking = new Handshake(http, parts.capabilities(), parts.eras(), parts.server(), parts.clock());
      Mono<Peer> own = this.<Peer>withCall(shaking::run)
        .timeout(parts.properties().initializeTimeout())
        .doOnNext(peer -> known = peer)
        .doOnError(e -> handshake.set(null))
        .cache();
      Mono<Peer> other = handshake.compareAndExchange(null, own);
      return other == null ? own : other;
    });
  }

  private <T> Mono<T> withCall(Function<CallContext, Mono<T>> use) {
    return Mono.usingWhen(
      Mono.defer(parts.calls()::credential),
      secret ->
        Mono.fromSupplier(() -> parts.calls().redactor(secret))
          .subscribeOn(REDACTION)
          .flatMap(redactor ->
            Mono.using(parts.calls()::memory, memory -> use.apply(new CallContext(secret, memory, redactor)))
          ),
      secret -> Mono.fromRunnable(secret::close)
    );
  }

  /** Closes the connection, with a bounded attempt to end the MCP session. */
  Mono<Void> close() {
    Peer peer = known;
    Mono<Void> end =
      peer instanceof Peer.Classic classic && classic.hasSession()
        ? withCall(call -> http.send(delete(classic, call), head -> {}).then())
        : Mono.empty();
    return end
      .timeout(ASIDE)
      .onErrorComplete()
      .doFinally(signal -> parts.http().close());
  }

  private static McpHttp.Exchange delete(Peer.Classic peer, CallContext call) {
    return new McpHttp.Exchange(HttpMethod.DELETE, peer.headers(), null, false, call.credential(), call.memory());
  }

  /** Closes the connection immediately. */
  void cut() {
    parts.http().close();
  }
}
