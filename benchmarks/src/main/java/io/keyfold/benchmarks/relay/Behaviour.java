package io.keyfold.benchmarks.relay;

import java.time.Duration;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** How an MCP server treats the requests that it could answer. */
@FunctionalInterface
interface Behaviour {
  /** Responds at once. */
  Behaviour GOOD = (request, response, message) -> json(response, message);

  /** Sends the response, later or not at all. */
  Publisher<Void> send(HttpServerRequest request, HttpServerResponse response, String message);

  /** {@return a server that takes this time for each response} */
  static Behaviour slow(Duration time) {
    return (request, response, message) -> Mono.delay(time).thenMany(json(response, message));
  }

  /** {@return a server that works for this time, then rejects all requests for as long, then closes all connections} */
  static Behaviour flapping(Duration time) {
    long start = System.nanoTime();
    return (request, response, message) ->
      switch ((int) (((System.nanoTime() - start) / time.toNanos()) % 3)) {
        case 0 -> json(response, message);
        case 1 -> response.status(500).send();
        default -> {
          request.withConnection(DisposableChannel::dispose);
          yield Mono.never();
        }
      };
  }

  private static Publisher<Void> json(HttpServerResponse response, String message) {
    return response.header("Content-Type", "application/json").sendString(Mono.just(message));
  }
}
