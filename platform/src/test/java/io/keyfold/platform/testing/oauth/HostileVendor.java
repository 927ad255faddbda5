package io.keyfold.platform.testing.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.netty.resources.LoopResources;

/**
 * An OAuth authorization server on a loopback port that answers in the {@link Manner} that a test sets. It consents by
 * itself, checks PKCE, redirect URIs and refresh tokens, and detects their reuse. It does not check clients.
 *
 * <p>Paths: {@code /authorize}, {@code /token}, {@code /revoke}, {@code /userinfo}, {@code /mcp} (a
 * protected resource), and what a test puts at any other path. Thread-safe.
 */
public final class HostileVendor implements AutoCloseable {

  private static final int MAX_REMEMBERED = 1_000;
  private static final int HUGE = 8 * 1024 * 1024;
  private static final String JSON = "application/json";

  private final TokenLedger ledger = new TokenLedger();
  private final AtomicReference<Manner> manner = new AtomicReference<>(Manner.CORRECT);
  private final Deque<Manner> next = new ConcurrentLinkedDeque<>();
  private final Deque<ReceivedRequest> received = new ConcurrentLinkedDeque<>();
  private final Map<String, String> documents = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable String> iss = new AtomicReference<>();
  private final LoopResources threads = LoopResources.create("hostile-vendor", 1, 2, true);
  private final DisposableServer http;

  /** Starts the server, which is correct until a test says otherwise. */
  public HostileVendor() {
    this.http = HttpServer.create().host("127.0.0.1").port(0).runOn(threads).handle(this::handle).bindNow();
  }

  /** {@return the URL of a path} */
  public URI url(String path) {
    return URI.create("http://127.0.0.1:" + http.port() + path);
  }

  /** Answers all further token requests in this manner. */
  public void answer(Manner how) {
    manner.set(how);
  }

  /** Answers the next token requests in these manners, one each, before the general manner applies again. */
  public void answerNext(Manner... hows) {
    next.addAll(List.of(hows));
  }

  /** Serves a JSON document at a path. */
  public void document(String path, String json) {
    documents.put(path, json);
  }

  /** Adds this {@code iss} to callbacks; null for none. */
  public void iss(@Nullable String issuer) {
    iss.set(issuer);
  }

  /** {@return a refresh token of a new grant, as if a user had consented} */
  public String newRefreshToken() {
    return Objects.requireNonNull(ledger.grant().refreshToken());
  }

  /** Makes all access tokens invalid, as if they had expired. */
  public void expireAccessTokens() {
    ledger.expireAccessTokens();
  }

  /** {@return how often refresh tokens were used again: each means a dead grant} */
  public int reuses() {
    return ledger.reuses();
  }

  /** {@return the number of refresh requests handled, by grant} */
  public Map<String, Integer> refreshes() {
    return ledger.refreshes();
  }

  /** {@return the number of revoked grants} */
  public long revoked() {
    return ledger.revoked();
  }

  /** {@return whether the access token works} */
  public boolean accepts(String accessToken) {
    return ledger.grantOf(accessToken).isPresent();
  }

  /** {@return the last requests to a path, oldest first, at most {@value #MAX_REMEMBERED} of all paths} */
  public List<ReceivedRequest> received(String path) {
    return received
      .stream()
      .filter(request -> request.path().equals(path))
      .toList();
  }

  private Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    return request
      .receive()
      .aggregate()
      .asString(StandardCharsets.UTF_8)
      .defaultIfEmpty("")
      .flatMap(body -> Mono.from(answer(ReceivedRequest.of(request, body), response)));
  }

  private Publisher<Void> answer(ReceivedRequest request, HttpServerResponse response) {
    received.addLast(request);
    if (received.size() > MAX_REMEMBERED) {
      received.pollFirst();
    }
    String document = documents.get(request.path());
    if (document != null) {
      return json(response, 200, document);
    }
    return switch (request.path()) {
      case "/authorize" -> authorize(request.query(), response);
      case "/token" -> token(request, response);
      case "/revoke" -> revoke(request, response);
      case "/userinfo" -> userInfo(request, response);
      case "/mcp" -> resource(request, response);
      default -> json(response, 404, "{}");
    };
  }

  private Publisher<Void> authorize(Map<String, String> query, HttpServerResponse response) {
    String redirect = query.getOrDefault("redirect_uri", "");
    String code = ledger.code(redirect, query.get("code_challenge"));
    String issuer = iss.get();
    String target =
      redirect +
      "?code=" +
      code +
      "&state=" +
      encoded(query.getOrDefault("state", "")) +
      (issuer == null ? "" : "&iss=" + encoded(issuer));
    return response.status(302).header("Location", target).send();
  }

  private Publisher<Void> token(ReceivedRequest request, HttpServerResponse response) {
    Manner how = Optional.ofNullable(next.pollFirst()).orElseGet(manner::get);
    return switch (how.reply()) {
      case STATUS_500 -> json(response, 500, "{}").then();
      case STATUS_503 -> json(response.header("Retry-After", "7"), 503, "{}");
      case ERROR_WITH_200 -> json(response, 200, "{\"error\":\"bad_refresh_token\",\"error_description\":\"No.\"}");
      case ECHO -> json(response, 400, echo(request));
      case REDIRECT -> response.status(307).header("Location", "http://169.254.169.254/latest/meta-data").send();
      default -> {
        Optional<TokenLedger.Issued> issued = issue(request.form(), how);
        Mono<Void> wait = how.delay().isZero() ? Mono.empty() : Mono.delay(how.delay()).then();
        yield wait.then(Mono.defer(() -> Mono.from(handled(how, issued, response))));
      }
    };
  }

  private Publisher<Void> handled(Manner how, Optional<TokenLedger.Issued> issued, HttpServerResponse response) {
    return switch (how.reply()) {
      case STATUS_500_HANDLED -> json(response, 500, "{}");
      case HANG -> Mono.never();
      case DROP -> response.withConnection(DisposableChannel::dispose).neverComplete();
      case HTML -> response.header("Content-Type", "text/html").sendString(Mono.just("<html>Please sign in</html>"));
      case HUGE -> response.header("Content-Type", JSON).sendString(huge());
      default -> issued
        .map(tokens -> json(response, 200, body(tokens, how)))
        .orElseGet(() -> json(response, 400, "{\"error\":\"invalid_grant\"}"));
    };
  }

  private Optional<TokenLedger.Issued> issue(Map<String, String> form, Manner how) {
    return switch (form.getOrDefault("grant_type", "")) {
      case "authorization_code" -> ledger.redeem(
        form.getOrDefault("code", ""),
        form.getOrDefault("redirect_uri", ""),
        form.get("code_verifier")
      );
      case "refresh_token" -> ledger.refresh(form.getOrDefault("refresh_token", ""), how.rotation());
      default -> Optional.of(ledger.grant());
    };
  }

  private Publisher<Void> revoke(ReceivedRequest request, HttpServerResponse response) {
    ledger.revoke(request.form().getOrDefault("token", ""));
    return json(response, 200, "{}");
  }

  private Publisher<Void> userInfo(ReceivedRequest request, HttpServerResponse response) {
    return grant(request)
      .map(id -> json(response, 200, "{\"sub\":\"" + id + "\",\"name\":\"Ada\"}"))
      .orElseGet(() -> json(response, 401, "{}"));
  }

  private Publisher<Void> resource(ReceivedRequest request, HttpServerResponse response) {
    String metadata = url("/.well-known/oauth-protected-resource/mcp").toString();
    return grant(request)
      .map(id -> json(response, 200, "{}"))
      .orElseGet(() ->
        json(
          response.header("WWW-Authenticate", "Bearer resource_metadata=\"" + metadata + "\", scope=\"read write\""),
          401,
          "{}"
        )
      );
  }

  private Optional<String> grant(ReceivedRequest request) {
    return Optional.ofNullable(request.header("authorization"))
      .filter(value -> value.startsWith("Bearer "))
      .flatMap(value -> ledger.grantOf(value.substring("Bearer ".length())));
  }

  private static String body(TokenLedger.Issued tokens, Manner how) {
    return (
      "{\"access_token\":\"" +
      tokens.accessToken() +
      "\",\"token_type\":\"" +
      how.tokenType() +
      '"' +
      (how.expiresIn() == null ? "" : ",\"expires_in\":" + how.expiresIn()) +
      (tokens.refreshToken() == null ? "" : ",\"refresh_token\":\"" + tokens.refreshToken() + '"') +
      "}"
    );
  }

  private static String echo(ReceivedRequest request) {
    String text = (request.body() + " " + request.headers()).replace("\"", "'");
    return "{\"error\":\"invalid_client\",\"error_description\":\"You sent " + text + "\"}";
  }

  private static Flux<String> huge() {
    String part = "x".repeat(64 * 1024);
    return Flux.concat(
      Mono.just("{\"access_token\":\""),
      Flux.range(0, HUGE / part.length()).map(any -> part),
      Mono.just("\"}")
    );
  }

  private static Mono<Void> json(HttpServerResponse response, int status, String body) {
    return response.status(status).header("Content-Type", JSON).sendString(Mono.just(body)).then();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Stops the server; open requests are cut off. */
  @Override
  public void close() {
    http.disposeNow(Duration.ofSeconds(5));
    threads.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block(Duration.ofSeconds(10));
  }
}
