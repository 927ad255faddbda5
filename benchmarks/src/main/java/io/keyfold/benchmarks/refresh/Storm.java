package io.keyfold.benchmarks.refresh;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;

/** Many concurrent callers who resolve the credentials of users. */
final class Storm {

  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String url;
  private final String key;
  private final Map<Integer, Long> lastRelease = new ConcurrentHashMap<>();
  private final AtomicInteger failed = new AtomicInteger();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();

  Storm(String url, String key) {
    this.url = url;
    this.key = key;
  }

  /** Sends all requests at once, and returns when all have their response. */
  void run(String deployment, List<String> users, int callers) {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      List<CompletableFuture<Void>> open = new ArrayList<>();
      for (int caller = 0; caller < callers; caller++) {
        for (int number = 0; number < users.size(); number++) {
          int grant = number;
          HttpRequest request = request(deployment, users.get(number));
          open.add(
            http
              .sendAsync(request, HttpResponse.BodyHandlers.ofString())
              .handle((response, error) -> released(grant, response, error))
          );
        }
      }
      CompletableFuture.allOf(open.toArray(CompletableFuture[]::new)).join();
    }
  }

  private Void released(int grant, HttpResponse<String> response, Throwable error) {
    long now = System.nanoTime();
    lastRelease.merge(grant, now, Math::max);
    if (error != null || response.statusCode() != 200 || !response.body().contains("access-")) {
      failed.incrementAndGet();
      failures.merge(error == null ? response.statusCode() + " " + response.body() : error.toString(), 1, Integer::sum);
    }
    return null;
  }

  private HttpRequest request(String deployment, String user) {
    String body = JSON.writeValueAsString(Map.of("provider_deployment_id", deployment, "user", user));
    return HttpRequest.newBuilder(URI.create(url + "/credential-resolutions"))
      .timeout(TIMEOUT)
      .header("Authorization", "Bearer " + key)
      .header("Content-Type", "application/json")
      .POST(HttpRequest.BodyPublishers.ofString(body))
      .build();
  }

  int failed() {
    return failed.get();
  }

  /** {@return the failures with their number} */
  Map<String, Integer> failures() {
    return Map.copyOf(failures);
  }

  /** {@return when the last caller of a grant got its response, as {@link System#nanoTime}} */
  long lastRelease(int grant) {
    return lastRelease.getOrDefault(grant, 0L);
  }
}
