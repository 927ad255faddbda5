package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Sends one request, passes on what the server sends before its response, and returns the response as soon as it is
 * there. A stream that ends before is continued by polling, if the server named a position in it (MCP 2025-11-25,
 * SEP-1699).
 */
final class RequestExchange {

  /**
   * Streams end directly after the response, so that their connection can be used again. Others are cut off after this
   * time; until then they occupy a place in the connection pool.
   */
  private static final Duration STREAM_END = Duration.ofMillis(100);

  private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);
  private static final Duration MAX_RETRY = Duration.ofSeconds(30);

  /** Reactor's bounded pool: parsing and redacting a large message takes too long for an event loop. */
  private static final Scheduler MESSAGES = Schedulers.boundedElastic();

  private final McpHttp http;
  private final McpHttp.Exchange post;
  private final RawJson id;
  private final boolean resumes;
  private final Sinks.Empty<Void> answered = Sinks.empty();
  private final AtomicBoolean done = new AtomicBoolean();
  private final AtomicReference<McpHttp.@Nullable Head> head = new AtomicReference<>();

  /**
   * Creates an exchange.
   *
   * @param post the request
   * @param id its id
   * @param resumes whether the protocol version has streams that can be continued
   */
  RequestExchange(McpHttp http, McpHttp.Exchange post, RawJson id, boolean resumes) {
    this.http = http;
    this.post = post;
    this.id = id;
    this.resumes = resumes;
  }

  /** {@return the server's id of the session that the response started; null: none} */
  @Nullable
  String session() {
    McpHttp.Head now = head.get();
    return now == null ? null : now.session();
  }

  /**
   * {@return the response; errors with {@link HttpRefusal} or {@link ProviderFailure} if there is none}
   *
   * @param interim receives all other messages, one at a time
   */
  Mono<RpcMessage.Response> run(Consumer<RpcMessage> interim) {
    return Mono.create(sink -> {
      Disposable stream = messages()
        .publishOn(MESSAGES)
        .takeUntilOther(answered.asMono().then(Mono.delay(STREAM_END)))
        .contextWrite(sink.contextView())
        .subscribe(
          message -> {
            if (message instanceof RpcMessage.Response response && answers(response)) {
              if (done.compareAndSet(false, true)) {
                sink.success(response);
                answered.tryEmitEmpty();
              }
            } else if (!done.get()) {
              interim.accept(message);
            }
          },
          failure -> {
            if (done.compareAndSet(false, true)) {
              sink.error(failure);
            }
          },
          () -> {
            if (done.compareAndSet(false, true)) {
              sink.error(ProviderFailure.error("ended its response without a result"));
            }
          }
        );
      sink.onCancel(stream);
    });
  }

  private Flux<RpcMessage> messages() {
    return http.send(post, head::set).concatWith(Flux.defer(this::resumed));
  }

  private Flux<RpcMessage> resumed() {
    McpHttp.Head now = head.get();
    EventStream stream = now == null ? null : now.stream();
    String last = stream == null ? null : stream.lastId();
    if (!resumes || stream == null || last == null || done.get()) {
      return Flux.empty();
    }
    Map<String, String> headers = new LinkedHashMap<>(post.headers());
    headers.put(McpHeader.LAST_EVENT, last);
    McpHttp.Exchange get = new McpHttp.Exchange(HttpMethod.GET, headers, null, true, post.credential(), post.memory());
    return Mono.delay(wait(stream.retry())).thenMany(http.send(get, head::set)).concatWith(Flux.defer(this::resumed));
  }

  private static Duration wait(@Nullable Duration retry) {
    Duration wanted = retry == null ? DEFAULT_RETRY : retry;
    return wanted.compareTo(MAX_RETRY) > 0 ? MAX_RETRY : wanted;
  }

  /** Some servers return the id as text. An error without an id can only be about the one request of the exchange. */
  private boolean answers(RpcMessage.Response response) {
    RawJson of = response.id();
    return (
      of.equals(id) ||
      of.string().filter(id.json()::equals).isPresent() ||
      (of.isNull() && response instanceof RpcMessage.Fault)
    );
  }
}
