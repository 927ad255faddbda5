package io.keyfold.benchmarks.http;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API with one key, for what comes before and after a measurement. Every answer but 200 is a failure. */
public final class Api implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String url;
  private final String key;

  /** The API there. */
  public Api(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /** {@return the answer to a POST} */
  public JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return send(
      request(path)
        .POST(HttpRequest.BodyPublishers.ofString(text(body)))
        .build()
    );
  }

  /** {@return the answer to a GET} */
  public JsonNode get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  /** {@return the same POST, to be made often} */
  public Request often(String path, Object body) {
    return Request.post(path, key, text(body));
  }

  /** {@return the same GET, to be made often} */
  public Request often(String path) {
    return Request.get(path, key);
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
      .timeout(BOUND)
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
