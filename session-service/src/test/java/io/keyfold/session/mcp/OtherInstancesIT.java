package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A message of a client that belongs to a call at another instance. */
class OtherInstancesIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String BODY = "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\"}";
  private static final String EVENT = "event: message\ndata: {}\n\n";

  private final List<String> received = new CopyOnWriteArrayList<>();
  private final OtherInstances instances = new OtherInstances();
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

    instances.forward(exchange, BODY.getBytes(StandardCharsets.UTF_8), "http://127.0.0.1:" + other.port()).block(BOUND);

    assertThat(received).containsExactly("/mcp/ses_1?a=%3D", BODY, "Bearer kf_ek_1", "tools/call", "null");
    assertThat(exchange.getResponse().getStatusCode()).isEqualTo(HttpStatus.OK);
    assertThat(exchange.getResponse().getBodyAsString().block(BOUND)).isEqualTo(EVENT);
    assertThat(new ArrayList<>(exchange.getResponse().getHeaders().headerNames())).doesNotContain("X-Internal");
  }

  @Test
  void anInstanceThatIsGoneEndsTheCall() {
    MockServerWebExchange exchange = exchange();
    other.disposeNow();

    instances.forward(exchange, BODY.getBytes(StandardCharsets.UTF_8), "http://127.0.0.1:" + other.port()).block(BOUND);

    assertThat(exchange.getResponse().getBodyAsString().block(BOUND)).contains("-32602", "no longer waits");
  }

  private static MockServerWebExchange exchange() {
    return MockServerWebExchange.from(
      MockServerHttpRequest.method(HttpMethod.POST, URI.create("/mcp/ses_1?a=%3D"))
        .header(HttpHeaders.AUTHORIZATION, "Bearer kf_ek_1")
        .header("Mcp-Method", "tools/call")
        .header(HttpHeaders.COOKIE, "a=b")
        .body(BODY)
    );
  }
}
