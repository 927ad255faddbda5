package io.keyfold.authconfig.oauth.http;

import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.CallFailure.Reason;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressRefusedException;
import io.keyfold.platform.egress.GuardedHttp;
import io.keyfold.platform.egress.proxy.EgressProxyException;
import io.keyfold.platform.error.Causes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Calls vendors. Each call opens a connection of its own: a pooled one may be closed by the vendor at the moment it is
 * used, and a refresh whose request may have been sent on it is ambiguous, which can cost a grant. Thread-safe.
 */
public final class OAuthHttp implements AutoCloseable {

  private static final Duration INACTIVE_POOL = Duration.ofMinutes(1);

  private final OAuthHttpProperties properties;
  private final EgressPolicy policy;
  private final MeterRegistry meters;
  private final GuardedHttp guarded;
  private final ConnectionProvider connections;
  private final HttpClient client;
  private final AtomicInteger active = new AtomicInteger();

  /** Creates the client; it opens no connection. */
  public OAuthHttp(OAuthHttpProperties properties, EgressPolicy policy, MeterRegistry meters) {
    this.properties = properties;
    this.policy = policy;
    this.meters = meters;
    this.guarded = new GuardedHttp(policy);
    this.connections = ConnectionProvider.builder("keyfold-oauth")
      .maxConnections(properties.maxCallsPerHost())
      .pendingAcquireMaxCount(properties.maxCalls())
      .pendingAcquireTimeout(properties.connectTimeout())
      .disposeInactivePoolsInBackground(INACTIVE_POOL, INACTIVE_POOL)
      .build();
    this.client = guarded
      .client(connections, properties.connectTimeout())
      .keepAlive(false)
      .headers(headers -> headers.set(HttpHeaderNames.USER_AGENT, "Keyfold"));
    meters.gauge("keyfold.oauth.calls.active", active);
    meters.gauge("keyfold.oauth.calls.limit", properties, OAuthHttpProperties::maxCalls);
  }

  /** {@return what became of the call, on an event loop; the Mono never fails} */
  public Mono<HttpOutcome> send(HttpCall call) {
    return Mono.defer(() -> {
      Timer.Sample sample = Timer.start(meters);
      AtomicBoolean sent = new AtomicBoolean();
      return allowed(call, sent)
        .onErrorResume(e -> Mono.just(failure(e, sent.get())))
        .doOnNext(outcome -> sample.stop(timer(call, outcome)));
    });
  }

  private Mono<HttpOutcome> allowed(HttpCall call, AtomicBoolean sent) {
    if (policy.refusal(call.url().toString()).isPresent()) {
      return Mono.just(notSent(Reason.ADDRESS_REFUSED));
    }
    if (active.incrementAndGet() > properties.maxCalls()) {
      active.decrementAndGet();
      return Mono.just(notSent(Reason.BUSY));
    }
    return Mono.defer(() -> exchange(call, sent))
      .timeout(properties.callTimeout())
      .doFinally(end -> active.decrementAndGet());
  }

  private Mono<HttpOutcome> exchange(HttpCall call, AtomicBoolean sent) {
    HttpClient.RequestSender request = client
      .headers(headers -> call.headers().forEach(headers::set))
      .doOnRequest((any, connection) -> sent.set(true))
      .request(HttpMethod.valueOf(call.method()));
    String body = call.body();
    HttpClient.ResponseReceiver<?> response =
      body == null
        ? request.uri(call.url())
        : request
            .uri(call.url())
            .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))));
    return response.response(this::read).single();
  }

  private Mono<HttpOutcome> read(HttpClientResponse response, ByteBufFlux body) {
    int status = response.status().code();
    if (status / 100 == 3) {
      return Mono.just(new HttpOutcome.Failed(new CallFailure(Reason.REDIRECT, status), true));
    }
    long limit = properties.maxResponse().toBytes();
    return body
      .asByteArray()
      .collect(ByteArrayOutputStream::new, (all, part) -> {
        if (all.size() + part.length > limit) {
          throw new TooLargeException();
        }
        all.writeBytes(part);
      })
      .<HttpOutcome>map(all -> new HttpOutcome.Answer(status, headers(response.responseHeaders()), all.toByteArray()))
      .onErrorResume(e -> Mono.just(unfinished(e, status)));
  }

  private static HttpOutcome unfinished(Throwable e, int status) {
    Reason reason = e instanceof TooLargeException ? Reason.TOO_LARGE : Reason.CONNECTION_LOST;
    return new HttpOutcome.Failed(new CallFailure(reason, status), true);
  }

  private static Map<String, List<String>> headers(HttpHeaders headers) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    headers.forEach(header ->
      all.computeIfAbsent(header.getKey().toLowerCase(Locale.ROOT), any -> new ArrayList<>()).add(header.getValue())
    );
    return all;
  }

  private static HttpOutcome failure(Throwable e, boolean sent) {
    if (Causes.find(e, EgressRefusedException.class).isPresent()) {
      return notSent(Reason.ADDRESS_REFUSED);
    }
    if (Causes.find(e, EgressProxyException.class).isPresent()) {
      return notSent(Reason.EGRESS_PROXY);
    }
    if (!sent) {
      // A connection that is not established in time fails differently: this is the wait for a free one.
      boolean full = e instanceof TimeoutException;
      return notSent(full ? Reason.BUSY : Reason.UNREACHABLE);
    }
    Reason reason = e instanceof TimeoutException ? Reason.TIMEOUT : Reason.CONNECTION_LOST;
    return new HttpOutcome.Failed(new CallFailure(reason, null), true);
  }

  private static HttpOutcome notSent(Reason reason) {
    return new HttpOutcome.Failed(new CallFailure(reason, null), false);
  }

  private Timer timer(HttpCall call, HttpOutcome outcome) {
    String tag = switch (outcome) {
      case HttpOutcome.Answer answer -> answer.status() / 100 + "xx";
      case HttpOutcome.Failed failed -> failed.failure().reason().name().toLowerCase(Locale.ROOT);
    };
    return Timer.builder("keyfold.oauth.calls")
      .description("HTTP calls to vendors' OAuth endpoints")
      .tag("operation", call.operation().name().toLowerCase(Locale.ROOT))
      .tag("outcome", tag)
      .register(meters);
  }

  /** Closes all connections. */
  @Override
  public void close() {
    connections.dispose();
    guarded.close();
  }

  /** The answer exceeds the maximum size. */
  private static final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooLargeException() {
      super("answer too large", null, false, false);
    }
  }
}
