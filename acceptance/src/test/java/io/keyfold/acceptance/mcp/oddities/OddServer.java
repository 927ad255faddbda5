package io.keyfold.acceptance.mcp.oddities;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keyfold.acceptance.mcp.ThisMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server that plays oddities: each at {@code /oddity/{name}/{run}}. */
final class OddServer implements AutoCloseable {

  private static final String BASE = "/oddity/";

  private final Map<String, Peer> peers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private OddServer(HttpServer server) {
    this.server = server;
  }

  static OddServer start() {
    try {
      OddServer odd = new OddServer(HttpServer.create(ThisMachine.anyPort(), 0));
      odd.server.createContext("/", odd::handle);
      odd.server.setExecutor(odd.threads);
      odd.server.start();
      return odd;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Plays an oddity.
   *
   * @param place name and run; everything below it is the peer's
   * @return its URL, without what the oddity adds
   */
  String play(String place, Peer peer) {
    peers.put(place, peer);
    return origin() + BASE + place;
  }

  String origin() {
    return "http://" + ThisMachine.name() + ":" + server.getAddress().getPort();
  }

  /** {@return the same server under another origin} */
  String otherOrigin() {
    return origin().replace("127.0.0.1", "localhost");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    Incoming in = Incoming.of(exchange);
    String[] place = in.uri().substring(BASE.length()).split("[/?]", 3);
    Peer peer = peers.get(place[0] + "/" + place[1]);
    try (exchange) {
      if (peer == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        peer.handle(in, new Outgoing(exchange));
      }
    }
  }
}
