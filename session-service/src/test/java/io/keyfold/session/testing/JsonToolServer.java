package io.keyfold.session.testing;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An MCP server whose answers to tool calls are written out by the test, byte for byte. */
public final class JsonToolServer implements AutoCloseable {

  private static final String TEXT = "{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}";

  private final JsonMapper json = JsonMapper.shared();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Reply reply;
  private final DisposableServer http;

  /** How a tool call is answered. */
  @FunctionalInterface
  public interface Reply {
    /**
     * Answers.
     *
     * @param id the request's id, as JSON
     */
    Publisher<Void> to(String id, HttpServerResponse response);
  }

  private JsonToolServer(String host, Reply reply) {
    this.reply = reply;
    this.http = HttpServer.create()
      .host(host)
      .port(0)
      .doOnChannelInit((observer, channel, remote) -> connections.incrementAndGet())
      .handle(this::handle)
      .bindNow();
  }

  /** A server that answers each call at once, on all loopback addresses. */
  public static JsonToolServer onAllLoopbackAddresses() {
    return new JsonToolServer("0.0.0.0", result(id -> message(id, "\"result\":" + TEXT)));
  }

  /** A server that answers calls so. */
  public static JsonToolServer replying(Reply reply) {
    return new JsonToolServer("127.0.0.1", reply);
  }

  /** {@return a reply of one JSON body} */
  public static Reply result(Function<String, String> body) {
    return (id, response) ->
      response.header("Content-Type", "application/json").sendString(Mono.fromSupplier(() -> body.apply(id)));
  }

  /** {@return a reply of a stream of events, each with one of the texts as its data} */
  public static Reply events(List<Function<String, String>> data) {
    return (id, response) ->
      response
        .header("Content-Type", "text/event-stream")
        .sendString(Flux.fromIterable(data).map(text -> "event: message\ndata: " + text.apply(id) + "\n\n"));
  }

  /** {@return a JSON-RPC message with the id and what else is given} */
  public static String message(String id, String rest) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + rest + "}";
  }

  /** {@return where it is} */
  public String url() {
    return url("127.0.0.1");
  }

  /** {@return where it is, at a loopback address} */
  public String url(String address) {
    return "http://" + address + ":" + http.port() + "/mcp";
  }

  /** {@return how many tool calls came in} */
  public int calls() {
    return calls.get();
  }

  /** {@return how many connections came in} */
  public int connections() {
    return connections.get();
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    return request
      .receive()
      .aggregate()
      .asString(StandardCharsets.UTF_8)
      .defaultIfEmpty("{}")
      .flatMap(body -> Mono.from(answer(json.readTree(body), response)));
  }

  private Publisher<Void> answer(JsonNode request, HttpServerResponse response) {
    String id = request.path("id").toString();
    return switch (request.path("method").asString("")) {
      case "initialize" -> result(any ->
        message(
          id,
          "\"result\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{\"tools\":{}}," +
            "\"serverInfo\":{\"name\":\"plain\",\"version\":\"1\"}}"
        )
      ).to(id, response);
      case "tools/call" -> {
        calls.incrementAndGet();
        yield reply.to(id, response);
      }
      default -> response.status(202).send();
    };
  }

  @Override
  public void close() {
    http.disposeNow();
  }
}
