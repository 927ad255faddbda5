package io.keyfold.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.contract.Contract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls the API with one key. Bodies are maps, or text that is sent unchanged. Each response is checked against the
 * OpenAPI document: a status, header, error code or field that it does not contain fails the test.
 */
public final class Api {

  /** Keyfold's header for safe retries of POST. */
  public static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Contract CONTRACT = Contract.ofThisBuild();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http;
  private final String url;
  private final String key;
  private final Function<HttpResponse<String>, List<String>> violations;

  private Api(HttpClient http, String url, String key, Function<HttpResponse<String>, List<String>> violations) {
    this.http = http;
    this.url = url;
    this.key = key;
    this.violations = violations;
  }

  /** {@return a client of the API at the URL} */
  public static Api at(String url, String key) {
    return new Api(client(), url, key, CONTRACT::violations);
  }

  /** {@return a client of something that is not the API: the management port, or the registry} */
  public static Api beside(String url) {
    return new Api(client(), url, "none", response -> List.of());
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
  }

  /** {@return a client with another key} */
  public Api with(String otherKey) {
    return new Api(http, url, otherKey, violations);
  }

  /** {@return the key} */
  public String key() {
    return key;
  }

  /** Sends a GET request. */
  public ApiResponse get(String path) {
    return send("GET", path, null, Map.of());
  }

  /** Sends a POST request. */
  public ApiResponse post(String path, Object body) {
    return send("POST", path, body, Map.of());
  }

  /** Sends a POST request with an idempotency key. */
  public ApiResponse post(String path, Object body, String idempotencyKey) {
    return send("POST", path, body, Map.of(IDEMPOTENCY_KEY, idempotencyKey));
  }

  /** Sends a PATCH request. */
  public ApiResponse patch(String path, Object body) {
    return send("PATCH", path, body, Map.of());
  }

  /** Sends a DELETE request, which archives. */
  public ApiResponse delete(String path) {
    return send("DELETE", path, null, Map.of());
  }

  /**
   * Sends a request.
   *
   * @throws UncheckedIOException if there is no response
   */
  public ApiResponse send(String method, String path, @Nullable Object body, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
      .timeout(BOUND)
      .header("Authorization", "Bearer " + key);
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      String text = body instanceof String json ? json : JSON.writeValueAsString(body);
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(text));
    }
    try {
      HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      assertThat(violations.apply(response))
        .as("%s %s -> %s %s", method, path, response.statusCode(), response.body())
        .isEmpty();
      return new ApiResponse(method + " " + path, response);
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
