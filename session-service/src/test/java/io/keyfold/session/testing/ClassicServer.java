package io.keyfold.session.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server of MCP 2025-11-25 with sessions. It answers no tool call, sends updates of a resource to the sessions that
 * subscribed to it, and can ask for the client's roots as soon as it has a stream.
 */
public final class ClassicServer implements AutoCloseable {

  private final JsonMapper json = JsonMapper.shared();
  private final List<String> received = new CopyOnWriteArrayList<>();
  private final Map<String, Sinks.Many<String>> streams = new ConcurrentHashMap<>();
  private final Map<String, List<String>> subscribed = new ConcurrentHashMap<>();
  private volatile String first = ": open\n\n";
  private final DisposableServer http = HttpServer.create()
    .host("127.0.0.1")
    .port(0)
    .handle((request, response) -> handle(request, response))
    .bindNow();

  /** Asks each stream for the client's roots when it opens. */
  public ClassicServer askingForRoots() {
    first = "data: {\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"roots/list\"}\n\n";
    return this;
  }

  /** {@return its URL} */
  public String url() {
    return "http://127.0.0.1:" + http.port() + "/mcp";
  }

  /** {@return methods of the messages so far} */
  public List<String> received() {
    return List.copyOf(received);
  }

  /** {@return the number of streams that are open} */
  public int streams() {
    return streams.size();
  }

  /** {@return the number of sessions that are subscribed to the resource and have a stream} */
  public long observers(String uri) {
    return streams
      .keySet()
      .stream()
      .filter(session -> subscribed.getOrDefault(session, List.of()).contains(uri))
      .count();
  }

  /** Tells the subscribed sessions that the resource has changed. */
  public void update(String uri) {
    streams.forEach((session, stream) -> {
      if (subscribed.getOrDefault(session, List.of()).contains(uri)) {
        stream.tryEmitNext(
          "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/resources/updated\",\"params\":{\"uri\":\"" + uri + "\"}}"
        );
      }
    });
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    String session = request.requestHeaders().get("Mcp-Session-Id", "");
    return switch (request.method().name()) {
      case "GET" -> stream(session, response);
      case "POST" -> request
        .receive()
        .aggregate()
        .asString(StandardCharsets.UTF_8)
        .flatMap(body -> Mono.from(answer(json.readTree(body), session, response)));
      default -> response.status(200).send();
    };
  }

  private Publisher<Void> stream(String session, HttpServerResponse response) {
    Sinks.Many<String> stream = Sinks.many().unicast().onBackpressureBuffer();
    streams.put(session, stream);
    return response
      .sse()
      .sendString(
        Flux.merge(Mono.just(first), stream.asFlux().map(data -> "data: " + data + "\n\n")).doFinally(end ->
          streams.remove(session, stream)
        )
      );
  }

  private Publisher<Void> answer(JsonNode message, String session, HttpServerResponse response) {
    String method = message.path("method").asString("");
    String uri = message.path("params").path("uri").asString("");
    received.add(method);
    return switch (method) {
      case "initialize" -> result(
        message,
        "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{},\"resources\":{\"subscribe\":true}}," +
          "\"serverInfo\":{\"name\":\"classic\",\"version\":\"1\"}}",
        response.header("Mcp-Session-Id", UUID.randomUUID().toString())
      );
      case "resources/subscribe" -> {
        subscribed.computeIfAbsent(session, any -> new CopyOnWriteArrayList<>()).add(uri);
        yield result(message, "{}", response);
      }
      case "resources/unsubscribe" -> {
        subscribed.getOrDefault(session, new CopyOnWriteArrayList<>()).removeIf(uri::equals);
        yield result(message, "{}", response);
      }
      case "tools/call" -> response.sse().sendString(Flux.never());
      default -> response.status(202).send();
    };
  }

  private static Publisher<Void> result(JsonNode message, String result, HttpServerResponse response) {
    String body = "{\"jsonrpc\":\"2.0\",\"id\":" + message.path("id") + ",\"result\":" + result + "}";
    return response.header("Content-Type", "application/json").sendString(Mono.just(body));
  }

  @Override
  public void close() {
    http.disposeNow();
  }
}
