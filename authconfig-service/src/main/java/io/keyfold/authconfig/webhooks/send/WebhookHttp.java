package io.keyfold.authconfig.webhooks.send;

import io.keyfold.authconfig.webhooks.send.AttemptResult.Failure;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressRefusedException;
import io.keyfold.platform.egress.GuardedHttp;
import io.keyfold.platform.egress.RetryAfter;
import io.keyfold.platform.egress.proxy.EgressProxyException;
import io.keyfold.platform.error.Causes;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;
import reactor.netty.resources.ConnectionProvider;

/**
 * Posts deliveries to tenants' servers, on a connection of its own each. The caller bounds the number of calls. Only
 * status and {@code Retry-After} of a response are used; its body is read without being kept, and at most
 * {@value #MAX_BODY} bytes of it. Thread-safe.
 */
final class WebhookHttp implements AutoCloseable {

  private static final int MAX_BODY = 65_536;
  private static final Duration BODY_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration INACTIVE_POOL = Duration.ofMinutes(1);

  private final EgressPolicy policy;
  private final Clock clock;
  private final Duration timeout;
  private final GuardedHttp guarded;
  private final ConnectionProvider connections;
  private final HttpClient client;

  WebhookHttp(WebhookProperties properties, EgressPolicy policy, Clock clock) {
    this.policy = policy;
    this.clock = clock;
    this.timeout = properties.callTimeout();
    this.guarded = new GuardedHttp(policy);
    this.connections = ConnectionProvider.builder("keyfold-webhooks")
      .maxConnections(properties.maxCalls())
      .pendingAcquireTimeout(properties.connectTimeout())
      .disposeInactivePoolsInBackground(INACTIVE_POOL, INACTIVE_POOL)
      .build();
    this.client = guarded
      .client(connections, properties.connectTimeout())
      .keepAlive(false)
      .headers(headers ->
        headers
          .set(HttpHeaderNames.USER_AGENT, "Keyfold-Webhooks")
          .set(HttpHeaderNames.CONTENT_TYPE, "application/json")
      );
  }

  /** {@return the result of the call; the Mono never fails} */
  Mono<AttemptResult> post(String url, Map<String, String> headers, String body) {
    return Mono.defer(() -> {
      // Allowed when the endpoint was created; the policy may be stricter now.
      if (policy.refusal(url).isPresent()) {
        return Mono.just(AttemptResult.failed(Failure.ADDRESS_REFUSED));
      }
      AtomicBoolean sent = new AtomicBoolean();
      return client
        .headers(all -> headers.forEach(all::set))
        .doOnRequest((request, connection) -> sent.set(true))
        .post()
        .uri(url)
        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.getBytes(StandardCharsets.UTF_8))))
        .response(this::read)
        .single()
        .timeout(timeout)
        .onErrorResume(e -> Mono.just(failure(e, sent.get())));
    });
  }

  private Mono<AttemptResult> read(HttpClientResponse response, ByteBufFlux body) {
    AttemptResult result = AttemptResult.answered(
      response.status().code(),
      RetryAfter.read(response.responseHeaders().get(HttpHeaderNames.RETRY_AFTER), clock.instant()).orElse(null)
    );
    // The status is the result. Reading the rest avoids a reset while the receiver is still writing it.
    return body
      .map(part -> part.readableBytes())
      .scan(0, Integer::sum)
      .takeUntil(read -> read > MAX_BODY)
      .then()
      .timeout(BODY_TIMEOUT)
      .onErrorComplete()
      .thenReturn(result);
  }

  private static AttemptResult failure(Throwable e, boolean sent) {
    if (Causes.find(e, EgressRefusedException.class).isPresent()) {
      return AttemptResult.failed(Failure.ADDRESS_REFUSED);
    }
    if (Causes.find(e, EgressProxyException.class).isPresent()) {
      return AttemptResult.failed(Failure.EGRESS_PROXY);
    }
    if (e instanceof TimeoutException) {
      return AttemptResult.failed(Failure.TIMEOUT);
    }
    return AttemptResult.failed(sent ? Failure.CONNECTION_LOST : Failure.UNREACHABLE);
  }

  @Override
  public void close() {
    connections.dispose();
    guarded.close();
  }
}
