package io.keyfold.benchmarks.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An API client with one key for requests outside of measurements. Any status other than 200 is an error. */
public final class Api implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String url;
  private final String key;

  /** Creates a client for a base URL. */
  public Api(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /** {@return the response body of a POST} */
  public JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return send(
      request(path)
        .POST(HttpRequest.BodyPublishers.ofString(text(body)))
        .build()
    );
  }

  /** {@return the response body of a GET} */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  /** {@return a POST with prepared bytes} */
  public PreparedRequest prepare(String path, Object body) {
    return PreparedRequest.post(path, key, text(body));
  }

  /**
   * {@return a POST with prepared bytes}
   *
   * @param headers further headers
   * @param expected text that the body of a successful response contains
   */
  public PreparedRequest prepare(String path, Map<String, String> headers, Object body, String expected) {
    return PreparedRequest.post(path, key, headers, text(body), expected);
  }

  /** {@return a GET with prepared bytes} */
  public PreparedRequest prepare(String path) {
    return PreparedRequest.get(path, key);
  }

  @Override
  public void close() {
    http.close();
  }

  private String text(Object body) {
    return json.writeValueAsString(body);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path))
      .timeout(TIMEOUT)
      .header("Authorization", "Bearer " + key)
      .header("Content-Type", "application/json");
  }

  private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IllegalStateException(request.uri() + " -> " + response.statusCode() + " " + response.body());
    }
    return json.readTree(response.body());
  }
}
