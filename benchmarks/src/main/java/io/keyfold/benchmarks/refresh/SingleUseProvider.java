package io.keyfold.benchmarks.refresh;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A provider's token endpoint on this machine. Refresh tokens work once; a second use ends the grant, as at providers
 * that detect reuse.
 */
final class SingleUseProvider implements AutoCloseable {

  private final HttpServer server;
  private final String url;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, Integer> grants = new ConcurrentHashMap<>();
  private final Map<String, Integer> used = new ConcurrentHashMap<>();
  private final Map<Integer, Long> respondedAt = new ConcurrentHashMap<>();
  private final AtomicInteger calls = new AtomicInteger();
  private final AtomicInteger reuses = new AtomicInteger();
  private volatile Duration delay = Duration.ZERO;

  SingleUseProvider(String host) throws IOException {
    this.server = HttpServer.create(new InetSocketAddress(0), 0);
    this.url = "http://" + host + ":" + server.getAddress().getPort();
    server.createContext("/token", this::token);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return url;
  }

  /** Forgets the counts, and responds after this delay from now on. */
  void round(Duration newDelay) {
    delay = newDelay;
    calls.set(0);
    reuses.set(0);
    respondedAt.clear();
  }

  /** {@return a refresh token of the grant with this number} */
  String newRefreshToken(int grant) {
    String token = "refresh-" + UUID.randomUUID();
    grants.put(token, grant);
    return token;
  }

  int calls() {
    return calls.get();
  }

  int reuses() {
    return reuses.get();
  }

  /** {@return when the response for the grant was sent, as {@link System#nanoTime}; null if it was not} */
  @Nullable
  Long respondedAt(int grant) {
    return respondedAt.get(grant);
  }

  private void token(HttpExchange exchange) throws IOException {
    try (exchange) {
      String token = form(exchange).getOrDefault("refresh_token", "");
      calls.incrementAndGet();
      Integer grant = grants.remove(token);
      if (grant == null) {
        reuses.addAndGet(used.containsKey(token) ? 1 : 0);
        send(exchange, 400, "{\"error\":\"invalid_grant\"}");
        return;
      }
      used.put(token, grant);
      sleep();
      String body =
        "{\"access_token\":\"access-" +
        UUID.randomUUID() +
        "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"" +
        newRefreshToken(grant) +
        "\"}";
      respondedAt.put(grant, System.nanoTime());
      send(exchange, 200, body);
    }
  }

  private void sleep() {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> form(HttpExchange exchange) throws IOException {
    Map<String, String> form = new HashMap<>();
    for (String pair : new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return form;
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
