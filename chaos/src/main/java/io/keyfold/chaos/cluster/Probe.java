package io.keyfold.chaos.cluster;

import io.keyfold.chaos.http.Api;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;

/** Asks whether parts are ready, and waits for it. */
final class Probe {

  private final Api api;

  Probe(HttpClient http) {
    this.api = new Api(http, "", "none");
  }

  /**
   * Returns when each URL is answered with 200: not with 203, as by an instance that is cut off from Kafka.
   *
   * @throws ClusterFailure if one is not in time
   */
  void await(List<String> urls) throws InterruptedException {
    Wait.until(() -> notReady(urls));
  }

  private Optional<String> notReady(List<String> urls) throws InterruptedException {
    for (String url : urls) {
      if (api.at(url).get("").status() != 200) {
        return Optional.of("not ready: " + url);
      }
    }
    return Optional.empty();
  }
}
