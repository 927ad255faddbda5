package io.keyfold.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API with one key. Every answer but 200 is a failure: a benchmark of errors is none. */
final class Client implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String url;
  private final String key;

  Client(String url, String key) {
    this.url = url;
    this.key = key;
  }

  JsonNode post(String path, Object body) throws IOException, InterruptedException {
    return json.readTree(checked(http.send(request(path, body), HttpResponse.BodyHandlers.ofString())).body());
  }

  CompletableFuture<?> send(Call call) {
    HttpRequest request =
      call.body() == null
        ? HttpRequest.newBuilder(URI.create(url + call.path()))
            .timeout(BOUND)
            .build()
        : request(call.path(), call.body());
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(Client::checked);
  }

  @Override
  public void close() {
    http.close();
  }

  private HttpRequest request(String path, Object body) {
    return HttpRequest.newBuilder(URI.create(url + path))
      .timeout(BOUND)
      .header("Authorization", "Bearer " + key)
      .header("Content-Type", "application/json")
      .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
      .build();
  }

  private static HttpResponse<String> checked(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
        response.request().uri() + " -> " + response.statusCode() + " " + response.body()
      );
    }
    return response;
  }
}
