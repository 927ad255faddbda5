package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A message of a client that belongs to a call at another instance. */
class OtherInstancesIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\"}";
  private static final String EVENT = "event: message\ndata: {}\n\n";

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final OtherInstances instances = new OtherInstances(meters);
  private final DisposableServer other = HttpServer.create()
    .host("127.0.0.1")
    .port(0)
    .handle((request, response) ->
      request
        .receive()
        .aggregate()
        .asString()
        .flatMap(body -> {
          received.addAll(
            List.of(
              request.uri(),
              body,
              String.valueOf(request.requestHeaders().get("Authorization")),
              String.valueOf(request.requestHeaders().get("Mcp-Method")),
              String.valueOf(request.requestHeaders().get("Cookie"))
            )
          );
          return response
            .header("Content-Type", "text/event-stream")
            .header("X-Internal", "1")
            .sendString(Mono.just(EVENT))
            .then();
        })
    )
    .bindNow();

  @AfterEach
  void tearDown() {
    instances.close();
    other.disposeNow();
  }

  @Test
  void theMessageReachesTheCallAndItsResponseTheClient() {
    MockServerWebExchange exchange = exchange();

    forward(exchange, Mono.error(new AssertionError("handled here")));

    assertThat(received).containsExactly("/mcp/ses_1?a=%3D", BODY, "Bearer kf_ek_1", "tools/call", "null");
    assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(exchange.getResponse().getBodyAsString().block(BOUND)).isEqualTo(EVENT);
    assertThat(new ArrayList<>(exchange.getResponse().getHeaders().headerNames())).doesNotContain("X-Internal");
  }

  @Test
  void anInstanceThatCannotBeReachedIsReplacedAndAvoided() {
    MockServerWebExchange exchange = exchange();
    other.disposeNow();

    AtomicInteger here = new AtomicInteger();
    forward(exchange, Mono.fromRunnable(here::incrementAndGet));
    forward(exchange, Mono.fromRunnable(here::incrementAndGet));

    assertThat(here).hasValue(2);
    assertThat(meters.counter("keyfold.mcp.forwarded", "outcome", "unreachable").count()).isEqualTo(1);
    assertThat(meters.counter("keyfold.mcp.forwarded", "outcome", "avoided").count()).isEqualTo(1);
  }

  @Test
  @Tag("promise-2")
  void aRequestThatMayHaveBeenExecutedIsNotRepeated() {
    DisposableServer dying = HttpServer.create()
      .host("127.0.0.1")
      .port(0)
      .handle((request, response) -> {
        request.withConnection(Connection::dispose);
        return Mono.never();
      })
      .bindNow();
    MockServerWebExchange exchange = exchange();

    instances
      .forward(
        exchange,
        BODY.getBytes(StandardCharsets.UTF_8),
        "http://127.0.0.1:" + dying.port(),
        Mono.error(new AssertionError("handled here"))
      )
      .block(BOUND);

    assertThat(exchange.getResponse().getBodyAsString().block(BOUND)).contains("-32000", "may have executed");
    dying.disposeNow();
  }

  private void forward(MockServerWebExchange exchange, Mono<Void> otherwise) {
    String url = "http://127.0.0.1:" + other.port();
    instances.forward(exchange, BODY.getBytes(StandardCharsets.UTF_8), url, otherwise).block(BOUND);
  }

  private static MockServerWebExchange exchange() {
    return MockServerWebExchange.from(
      MockServerHttpRequest.method(HttpMethod.POST, URI.create("http://keyfold.test/mcp/ses_1?a=%3D"))
        .header(HttpHeaders.AUTHORIZATION, "Bearer kf_ek_1")
        .header("Mcp-Method", "tools/call")
        .header(HttpHeaders.COOKIE, "a=b")
        .body(BODY)
    );
  }
}
