package io.keyfold.acceptance.examples;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keyfold.acceptance.mcp.ThisMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the examples have at {@code https://acme.example}: a receiver of webhooks that accepts all, a token endpoint that
 * knows no grant, and a revocation endpoint.
 */
public final class AcmeServer implements AutoCloseable {

  private static final byte[] UNKNOWN_GRANT = "{\"error\":\"invalid_grant\"}".getBytes(StandardCharsets.UTF_8);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;

  private AcmeServer(HttpServer server) {
    this.server = server;
  }

  /** {@return a server on a free port} */
  public static AcmeServer start() {
    try {
      HttpServer http = HttpServer.create(ThisMachine.anyPort(), 0);
      AcmeServer acme = new AcmeServer(http);
      http.createContext("/", exchange -> respond(exchange, 200, new byte[0]));
      http.createContext("/oauth/token", exchange -> respond(exchange, 400, UNKNOWN_GRANT));
      http.setExecutor(acme.threads);
      http.start();
      return acme;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return its base URL, without a trailing slash} */
  String url() {
    return "http://" + ThisMachine.name() + ":" + server.getAddress().getPort();
  }

  private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
