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

/** An MCP server whose responses to tool calls are written by the test, byte for byte. */
public final class JsonToolServer implements AutoCloseable {

  private static final String TEXT = "{\"content\":[{\"type\":\"text\",\"text\":\"hello\"}]}";

  private final JsonMapper json = JsonMapper.shared();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger connections = new AtomicInteger();
  private final Reply reply;
  private final boolean modern;
  private final DisposableServer http;

  /** Responds to a tool call. */
  @FunctionalInterface
  public interface Reply {
    /**
     * Sends the response.
     *
     * @param id the request's id, as JSON
     */
    Publisher<Void> to(String id, HttpServerResponse response);
  }

  private JsonToolServer(String host, Reply reply, boolean modern) {
    this.reply = reply;
    this.modern = modern;
    this.http = HttpServer.create()
      .host(host)
      .port(0)
      .doOnChannelInit((observer, channel, remote) -> connections.incrementAndGet())
      .handle(this::handle)
      .bindNow();
  }

  /** Creates a server that responds immediately, on all loopback addresses. */
  public static JsonToolServer onAllLoopbackAddresses() {
    return new JsonToolServer("0.0.0.0", result(id -> message(id, "\"result\":" + TEXT)), false);
  }

  /** Creates a server of 2025-11-25 with this reply. */
  public static JsonToolServer replying(Reply reply) {
    return replying(reply, false);
  }

  /** Creates a server of 2026-07-28 (modern) or 2025-11-25 with this reply. */
  public static JsonToolServer replying(Reply reply, boolean modern) {
    return new JsonToolServer("127.0.0.1", reply, modern);
  }

  /** {@return a reply with one JSON body} */
  public static Reply result(Function<String, String> body) {
    return (id, response) ->
      response.header("Content-Type", "application/json").sendString(Mono.fromSupplier(() -> body.apply(id)));
  }

  /** {@return a reply with a stream of events, one per text} */
  public static Reply events(List<Function<String, String>> data) {
    return (id, response) ->
      response
        .header("Content-Type", "text/event-stream")
        .sendString(Flux.fromIterable(data).map(text -> "event: message\ndata: " + text.apply(id) + "\n\n"));
  }

  /** {@return a JSON-RPC message with the id and further fields} */
  public static String message(String id, String rest) {
    return "{\"jsonrpc\":\"2.0\",\"id\":" + id + "," + rest + "}";
  }

  /** {@return its URL} */
  public String url() {
    return url("127.0.0.1");
  }

  /** {@return its URL at a loopback address} */
  public String url(String address) {
    return "http://" + address + ":" + http.port() + "/mcp";
  }

  /** {@return number of tool calls received} */
  public int calls() {
    return calls.get();
  }

  /** {@return number of connections accepted} */
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
    String method = request.path("method").asString("");
    if (modern && method.equals("server/discover")) {
      return result(any ->
        message(id, "\"result\":{\"supportedVersions\":[\"2026-07-28\"],\"capabilities\":{\"tools\":{}}}")
      ).to(id, response);
    }
    return switch (method) {
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
