package io.keyfold.chaos.cluster;

import io.keyfold.chaos.http.Api;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/** Waits until components are ready. */
final class ReadinessProbe {

  private final Api api;

  ReadinessProbe(HttpClient http) {
    this.api = new Api(http, "", "none");
  }

  /**
   * Waits until each URL responds with 200. An instance that is cut off from Kafka responds with 203.
   *
   * @throws ClusterFailure after 10 minutes
   */
  void await(List<String> urls) throws InterruptedException {
    Await.until(() -> notReady(urls));
  }

  private Optional<String> notReady(List<String> urls) throws InterruptedException {
    for (String url : urls) {
      if (api.withBase(url).get("").status() != 200) {
        return Optional.of("not ready: " + url);
      }
    }
    return Optional.empty();
  }
}
