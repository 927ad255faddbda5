package io.keyfold.session.testing;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An MCP server that answers every POST with an event stream that it never ends, whatever the POST is about. Counts its
 * open connections.
 */
public final class EndlessStreamServer implements AutoCloseable {

  private static final Map<String, Object> NO_SUCH_METHOD = Map.of("code", -32601, "message", "Method not found");

  private final JsonMapper json = JsonMapper.shared();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final LongAccumulator mostOpen = new LongAccumulator(Math::max, 0);
  private final String handshake;
  private final Map<String, Object> description;
  private final DisposableServer http;

  private EndlessStreamServer(String handshake, Map<String, Object> description) {
    this.handshake = handshake;
    this.description = description;
    this.http = HttpServer.create()
      .host("127.0.0.1")
      .port(0)
      .doOnChannelInit((observer, channel, remote) -> {
        mostOpen.accumulate(open.incrementAndGet());
        channel.closeFuture().addListener(closed -> open.decrementAndGet());
      })
      .handle((request, response) ->
        request
          .receive()
          .aggregate()
          .asString(StandardCharsets.UTF_8)
          .flatMapMany(body -> answer(json.readTree(body), response))
      )
      .bindNow();
  }

  /** Creates a server with the first or the last kind of protocol versions: with sessions, or without. */
  public static EndlessStreamServer of(String version) {
    Map<String, Object> tools = Map.of("tools", Map.of());
    return version.equals("2026-07-28")
      ? new EndlessStreamServer(
          "server/discover",
          Map.of("resultType", "complete", "supportedVersions", new String[] { version }, "capabilities", tools)
        )
      : new EndlessStreamServer(
          "initialize",
          Map.of(
            "protocolVersion",
            version,
            "capabilities",
            tools,
            "serverInfo",
            Map.of("name", "endless", "version", "1")
          )
        );
  }

  /** {@return its URL} */
  public String url() {
    return "http://127.0.0.1:" + http.port() + "/mcp";
  }

  /** {@return number of tool calls received} */
  public int calls() {
    return calls.get();
  }

  /** {@return number of connections that are open now} */
  public int open() {
    return open.get();
  }

  /** {@return the highest number of connections that were open at once} */
  public long mostOpen() {
    return mostOpen.get();
  }

  private Publisher<Void> answer(JsonNode message, HttpServerResponse response) {
    Flux<String> events = message.has("id")
      ? Flux.just("event: message\ndata: " + text(message) + "\n\n")
      : Flux.just(": accepted\n\n");
    return response.sse().sendString(events.concatWith(Flux.never()));
  }

  private String text(JsonNode request) {
    String method = request.path("method").asString("");
    boolean call = method.equals("tools/call");
    if (call) {
      calls.incrementAndGet();
    }
    Object id = request.path("id");
    if (!call && !method.equals(handshake)) {
      return json.writeValueAsString(Map.of("jsonrpc", "2.0", "id", id, "error", NO_SUCH_METHOD));
    }
    Object result = call
      ? Map.of("resultType", "complete", "content", new Object[] { Map.of("type", "text", "text", "hello") })
      : description;
    return json.writeValueAsString(Map.of("jsonrpc", "2.0", "id", id, "result", result));
  }

  @Override
  public void close() {
    http.disposeNow();
  }
}
