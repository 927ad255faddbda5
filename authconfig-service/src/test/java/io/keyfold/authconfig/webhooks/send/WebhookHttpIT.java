package io.keyfold.authconfig.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.webhooks.send.AttemptResult.Failure;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.testing.ConnectProxy;
import io.keyfold.platform.testing.MovableClock;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** Calls of real connections to a local server that misbehaves. */
class WebhookHttpIT {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicInteger calls = new AtomicInteger();
  private final DisposableServer server = HttpServer.create()
    .host("127.0.0.1")
    .port(0)
    .route(routes ->
      routes
        .post("/ok", (request, response) -> response.status(200).sendString(Mono.just("thanks")))
        .post("/busy", (request, response) -> response.status(503).header("Retry-After", "60").send())
        .post("/moved", (request, response) -> response.sendRedirect("/target"))
        .post("/target", (request, response) -> {
          calls.incrementAndGet();
          return response.send();
        })
        .post("/silent", (request, response) -> Mono.never())
        .post("/endless", (request, response) ->
          response.send(Flux.range(0, 1_000_000).map(i -> Unpooled.wrappedBuffer(new byte[10_000])))
        )
        .post("/hanging", (request, response) -> response.sendString(Flux.just("a").concatWith(Flux.never())))
        .post("/lost", (request, response) -> {
          request.withConnection(connection -> connection.channel().unsafe().closeForcibly());
          return Mono.never();
        })
    )
    .bindNow();

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void aStatusOf2xxIsASuccessWhateverTheBody() {
    assertThat(post("/ok")).isEqualTo(AttemptResult.answered(200, null));
    assertThat(post("/endless")).isEqualTo(AttemptResult.answered(200, null));
    assertThat(post("/hanging")).isEqualTo(AttemptResult.answered(200, null));
  }

  @Test
  void otherAnswersAreFailures() {
    assertThat(post("/busy")).isEqualTo(new AttemptResult(503, Failure.HTTP_STATUS, NOW.plusSeconds(60)));
    assertThat(post("/unknown").error()).isEqualTo(Failure.HTTP_STATUS);
    assertThat(post("/lost").error()).isEqualTo(Failure.CONNECTION_LOST);
    assertThat(post("/silent").error()).isEqualTo(Failure.TIMEOUT);
  }

  @Test
  @Tag("promise-4")
  void aRedirectIsNotFollowed() {
    assertThat(post("/moved").error()).isEqualTo(Failure.REDIRECT);
    assertThat(calls).hasValue(0);
  }

  @Test
  void aServerThatDoesNotListenIsUnreachable() {
    server.disposeNow();
    assertThat(post("/ok").error()).isEqualTo(Failure.UNREACHABLE);
  }

  @Test
  @Tag("promise-5")
  void aPrivateAddressIsRefusedAtEachDelivery() {
    assertThat(post(false, "https://127.0.0.1:" + server.port() + "/ok")).isEqualTo(
      AttemptResult.failed(Failure.ADDRESS_REFUSED)
    );
    assertThat(post(false, "http://acme.example/ok")).isEqualTo(AttemptResult.failed(Failure.ADDRESS_REFUSED));
  }

  @Test
  void deliveriesGoThroughTheEgressProxy() {
    String url = "http://127.0.0.1:" + server.port() + "/ok";
    try (
      var proxy = ConnectProxy.toLoopback();
      var refusing = ConnectProxy.replying(request -> new ConnectProxy.Reply.Status(407))
    ) {
      assertThat(post(proxy.policy(), url)).isEqualTo(AttemptResult.answered(200, null));
      assertThat(proxy.targets()).containsExactly("127.0.0.1:" + server.port());
      assertThat(post(refusing.policy(), url)).isEqualTo(AttemptResult.failed(Failure.EGRESS_PROXY));
    }
  }

  private AttemptResult post(String path) {
    return post(true, "http://127.0.0.1:" + server.port() + path);
  }

  private static AttemptResult post(boolean allowPrivate, String url) {
    return post(new EgressPolicy(new EgressProperties(allowPrivate)), url);
  }

  private static AttemptResult post(EgressPolicy policy, String url) {
    var properties = new WebhookProperties(Duration.ofSeconds(2), Duration.ofSeconds(3), 10, 2, Duration.ofSeconds(1));
    try (WebhookHttp http = new WebhookHttp(properties, policy, new MovableClock(NOW))) {
      return Objects.requireNonNull(http.post(url, Map.of("webhook-id", "whd_1"), "{}").block(Duration.ofSeconds(30)));
    }
  }
}
