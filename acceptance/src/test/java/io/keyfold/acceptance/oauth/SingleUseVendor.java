package io.keyfold.acceptance.oauth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keyfold.acceptance.mcp.ThisMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's token endpoint whose refresh tokens work once. A used one ends the grant, or is accepted again if the
 * vendor is lenient. Tests can hold requests before or after they are handled.
 */
public final class SingleUseVendor implements AutoCloseable {

  private final Map<String, String> grants = new HashMap<>();
  private final Map<String, String> used = new HashMap<>();
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger reuses = new AtomicInteger();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile boolean lenient;
  private volatile Hold hold = Hold.NONE;

  private record Hold(boolean handled, CountDownLatch reached, CountDownLatch released) {
    static final Hold NONE = new Hold(false, new CountDownLatch(0), new CountDownLatch(0));
  }

  private SingleUseVendor(HttpServer server) {
    this.server = server;
  }

  /** {@return a vendor on a free port} */
  public static SingleUseVendor start() {
    try {
      HttpServer http = HttpServer.create(ThisMachine.anyPort(), 0);
      SingleUseVendor vendor = new SingleUseVendor(http);
      http.createContext("/token", vendor::token);
      http.createContext("/revoke", vendor::revoke);
      http.setExecutor(vendor.threads);
      http.start();
      return vendor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return the refresh token of a new grant} */
  public synchronized String newGrant() {
    String token = "refresh-" + UUID.randomUUID();
    grants.put(token, UUID.randomUUID().toString());
    return token;
  }

  /** Accepts a used refresh token again, as vendors with a grace period do. */
  public void acceptUsed() {
    lenient = true;
  }

  /**
   * Holds requests from now on.
   *
   * @param handled whether to hold them after they are handled, so that only the response is missing
   * @return completes when a request is held
   */
  public CountDownLatch hold(boolean handled) {
    hold = new Hold(handled, new CountDownLatch(1), new CountDownLatch(1));
    return hold.reached();
  }

  /** Drops the held requests, and holds none any more. */
  public void drop() {
    Hold old = hold;
    hold = Hold.NONE;
    old.released().countDown();
  }

  /** {@return the number of refreshes handled} */
  public int requests() {
    return requests.get();
  }

  /** {@return how often a used refresh token was used again} */
  public int reuses() {
    return reuses.get();
  }

  /** {@return the body that creates a custom provider for this vendor} */
  public Map<String, Object> asProvider() {
    String url = "http://" + ThisMachine.name() + ":" + server.getAddress().getPort();
    Map<String, Object> oauth = Map.of(
      "authorization_url",
      url + "/authorize",
      "token_url",
      url + "/token",
      "revocation_url",
      url + "/revoke"
    );
    Map<String, Object> method = Map.of("key", "oauth", "type", "oauth", "name", "OAuth", "oauth", oauth);
    return Map.of("name", "Single use", "mcp_url", url + "/mcp", "auth_methods", List.of(method));
  }

  private void token(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> form = form(exchange);
      Hold current = hold;
      if (!current.equals(Hold.NONE) && !current.handled()) {
        awaitRelease(current);
        return;
      }
      String answer = refresh(form.getOrDefault("refresh_token", ""));
      if (!current.equals(Hold.NONE)) {
        awaitRelease(current);
        return;
      }
      byte[] body = (answer == null ? "{\"error\":\"invalid_grant\"}" : answer).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(answer == null ? 400 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private synchronized @Nullable String refresh(String token) {
    requests.incrementAndGet();
    String grant = grants.remove(token);
    if (grant == null && used.containsKey(token)) {
      reuses.incrementAndGet();
      if (!lenient) {
        grants.values().remove(used.get(token));
        return null;
      }
      grant = used.get(token);
    }
    if (grant == null) {
      return null;
    }
    used.put(token, grant);
    String next = "refresh-" + UUID.randomUUID();
    grants.put(next, grant);
    return (
      "{\"access_token\":\"access-" +
      UUID.randomUUID() +
      "\",\"token_type\":\"Bearer\",\"expires_in\":3600,\"refresh_token\":\"" +
      next +
      "\"}"
    );
  }

  private void revoke(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private static void awaitRelease(Hold hold) {
    hold.reached().countDown();
    try {
      hold.released().await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
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
    drop();
    server.stop(0);
    threads.close();
  }
}
