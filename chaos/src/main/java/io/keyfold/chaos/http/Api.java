package io.keyfold.chaos.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** An HTTP client for one base URL and API key. Server and network errors are returned, not thrown. Thread-safe. */
public final class Api {

  private static final Duration TIMEOUT = Duration.ofSeconds(25);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final String base;
  private final String key;

  /** Creates a client for a base URL with a bearer key. */
  public Api(HttpClient http, String base, String key) {
    this.http = http;
    this.base = base;
    this.key = key;
  }

  /** {@return an HTTP client with a connect timeout of 3 s} */
  public static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(3)).build();
  }

  /** {@return a client with another key} */
  public Api withKey(String otherKey) {
    return new Api(http, base, otherKey);
  }

  /** {@return a client for another base URL} */
  public Api withBase(String otherBase) {
    return new Api(http, otherBase, key);
  }

  /** Sends a GET. */
  public Reply get(String path) throws InterruptedException {
    return send("GET", path, null, Map.of());
  }

  /** Sends a GET with strong consistency. */
  public Reply getStrong(String path) throws InterruptedException {
    return send("GET", path, null, Map.of("Keyfold-Consistency", "strong"));
  }

  /** Sends a POST without an Idempotency-Key. */
  public Reply post(String path, Object body) throws InterruptedException {
    return send("POST", path, body, Map.of());
  }

  /** Sends a request and waits for the response, at most 25 s. */
  public Reply send(String method, String path, @Nullable Object body, Map<String, String> headers)
    throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
      .timeout(TIMEOUT)
      .header("Authorization", "Bearer " + key);
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    }
    try {
      return reply(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      return Reply.none(e.getClass().getSimpleName());
    }
  }

  private static Reply reply(HttpResponse<String> response) {
    long version = response
      .headers()
      .firstValue("ETag")
      .map(tag -> tag.replaceAll("\\D", ""))
      .filter(digits -> !digits.isEmpty())
      .map(Long::parseLong)
      .orElse(0L);
    JsonNode body = json(response.body());
    return new Reply(response.statusCode(), version, body, detail(body));
  }

  private static String detail(JsonNode body) {
    return (body.path("code").asString("") + " " + body.path("message").asString("")).strip();
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
