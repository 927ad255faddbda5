package io.keyfold.session.upstream;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Finds out what a server is: asks a server without sessions to describe itself, or else starts a session.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/versioning">Versioning</a>
 */
final class Handshake {

  /** A server that does not know the question may never answer it. */
  private static final Duration DISCOVER = Duration.ofSeconds(5);

  private static final RawJson ID = RawJson.number(0);

  private final McpHttp http;
  private final RawObject capabilities;
  private final Eras eras;
  private final Eras.Key server;
  private final Clock clock;

  Handshake(McpHttp http, RawObject capabilities, Eras eras, Eras.Key server, Clock clock) {
    this.http = http;
    this.capabilities = capabilities;
    this.eras = eras;
    this.server = server;
    this.clock = clock;
  }

  /** {@return the server; errors with {@link ProviderFailure}} */
  Mono<Peer> run(CallContext call) {
    Eras.Era known = eras.find(server).orElse(null);
    Mono<Peer> peer = switch (known) {
      case CLASSIC -> initialize(call);
      case MODERN -> discover(call);
      case null -> server.classicFirst()
        ? initialize(call).onErrorResume(e -> mayBeOther(e), e -> discover(call).onErrorMap(NotModern.class, any -> e))
        : discover(call).onErrorResume(e -> mayBeOther(e), e -> initialize(call));
    };
    return peer
      .doOnNext(found -> eras.remember(server, found instanceof Peer.Modern ? Eras.Era.MODERN : Eras.Era.CLASSIC))
      .doOnError(e -> eras.forget(server))
      .onErrorMap(HttpRefusal.class, refusal -> rejected(refusal, call))
      .onErrorMap(NotModern.class, e -> ProviderFailure.error("rejected the MCP handshake"));
  }

  private ProviderFailure rejected(HttpRefusal refusal, CallContext call) {
    return Refusals.failure(refusal, call.redactor(), clock).orElseGet(() ->
      ProviderFailure.error("rejected the MCP handshake: it " + Refusals.status(refusal, call.redactor()))
    );
  }

  private Mono<Peer> discover(CallContext call) {
    Peer asked = new Peer.Modern(McpVersion.modern(), RawObject.EMPTY);
    RpcMessage.Request request = RpcMessage.Request.of(
      ID,
      McpMethod.DISCOVER,
      asked.complete(RawObject.EMPTY, capabilities)
    );
    return twice(() -> exchange(request, asked.headers(request), call).run(message -> {}))
      .timeout(DISCOVER, Mono.error(NotModern::new))
      .map(Handshake::described);
  }

  private static Peer described(RpcMessage.Response response) {
    if (response instanceof RpcMessage.Result result) {
      RawObject about = result.members();
      for (RawJson version : about.elements("supportedVersions")) {
        if (version.string().filter(McpVersion.MODERN::contains).isPresent()) {
          return new Peer.Modern(version.string().get(), about);
        }
      }
    }
    throw new NotModern();
  }

  private static boolean mayBeOther(Throwable e) {
    return switch (e) {
      case NotModern notModern -> true;
      case HttpRefusal refusal -> switch (refusal.status()) {
        case 401, 403, 429 -> false;
        default -> refusal.status() >= 400;
      };
      case ProviderFailure failure -> failure.code() == ErrorCode.PROVIDER_ERROR;
      default -> false;
    };
  }

  private Mono<Peer> initialize(CallContext call) {
    return twice(() -> started(call));
  }

  private Mono<Peer> started(CallContext call) {
    RawObject params = RawObject.EMPTY.with("protocolVersion", McpVersion.classic())
      .with("capabilities", capabilities)
      .with("clientInfo", Peer.clientInfo());
    RequestExchange exchange = exchange(RpcMessage.Request.of(ID, McpMethod.INITIALIZE, params), Map.of(), call);
    return exchange
      .run(message -> {})
      .map(response -> agreed(response, exchange, call))
      .flatMap(peer -> ready(peer, call).thenReturn(peer));
  }

  private static Peer.Classic agreed(RpcMessage.Response response, RequestExchange exchange, CallContext call) {
    return switch (response) {
      case RpcMessage.Fault fault -> throw ProviderFailure.error(
        "rejected the MCP handshake with error " +
          fault.code() +
          fault
            .message()
            .map(text -> ": " + call.redactor().text(text))
            .orElse("")
      );
      case RpcMessage.Result result -> {
        String version = result.members().text("protocolVersion").orElse("");
        if (!McpVersion.CLASSIC.contains(version)) {
          throw ProviderFailure.error("supports no MCP version that Keyfold supports");
        }
        yield new Peer.Classic(version, result.members(), exchange.session());
      }
    };
  }

  private Mono<Void> ready(Peer.Classic peer, CallContext call) {
    RpcMessage message = RpcMessage.Notification.of(McpMethod.INITIALIZED, RawObject.EMPTY);
    return http
      .send(McpHttp.Exchange.post(message, peer.headers(), call.credential(), call.memory()), head -> {})
      .then();
  }

  /** A handshake has no effect besides itself, so it is repeated once if the connection breaks. */
  private static <T> Mono<T> twice(Supplier<Mono<T>> handshake) {
    return Mono.defer(handshake).onErrorResume(
      e -> e instanceof ProviderFailure failure && failure.allowsRepeating(true),
      e -> Mono.defer(handshake)
    );
  }

  private RequestExchange exchange(RpcMessage.Request request, Map<String, String> headers, CallContext call) {
    McpHttp.Exchange post = McpHttp.Exchange.post(
      request,
      new LinkedHashMap<>(headers),
      call.credential(),
      call.memory()
    );
    return new RequestExchange(http, post, ID, false);
  }

  /** The server does not describe itself as one without sessions. */
  private static final class NotModern extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private NotModern() {
      super(null, null, false, false);
    }
  }
}
