package io.keyfold.authconfig.it;

import com.standardwebhooks.Webhook;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tenant's server: remembers deliveries, and answers with the status that a test sets for a path. Thread-safe. */
final class WebhookReceiver implements AutoCloseable {

  private final DisposableServer server;
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> statuses = new ConcurrentHashMap<>();

  /**
   * A delivery.
   *
   * @param path the requested path
   * @param headers the headers, names in lower case
   * @param body the body
   */
  record Received(String path, Map<String, List<String>> headers, String body) {
    String id() {
      return header("webhook-id");
    }

    String header(String name) {
      return Objects.requireNonNull(headers.get(name), name).getFirst();
    }

    String type() {
      return json().path("type").stringValue();
    }

    JsonNode json() {
      return JsonMapper.shared().readTree(body);
    }

    /** Verifies with the reference implementation. */
    void verify(String secret) throws Exception {
      new Webhook(secret).verify(body, HttpHeaders.of(headers, (name, value) -> true).map());
    }
  }

  WebhookReceiver() {
    this.server = HttpServer.create().host("127.0.0.1").port(0).handle(this::handle).bindNow();
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** Answers a path with this status; 204 by default. */
  void answer(String path, int status) {
    statuses.put(path, status);
  }

  List<Received> at(String path) {
    return received
      .stream()
      .filter(one -> one.path().equals(path))
      .toList();
  }

  private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    Map<String, List<String>> headers = new HashMap<>();
    request
      .requestHeaders()
      .forEach(header ->
        headers
          .computeIfAbsent(header.getKey().toLowerCase(java.util.Locale.ROOT), name -> new ArrayList<>())
          .add(header.getValue())
      );
    String path = request.uri();
    return request
      .receive()
      .aggregate()
      .asString(StandardCharsets.UTF_8)
      .defaultIfEmpty("")
      .flatMap(body -> {
        received.add(new Received(path, headers, body));
        return response.status(statuses.getOrDefault(path, 204)).send().then();
      });
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
