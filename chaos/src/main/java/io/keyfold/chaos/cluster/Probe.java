package io.keyfold.chaos.cluster;

import io.keyfold.chaos.http.Api;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Asks whether parts are ready, and waits for it. */
final class Probe {

  private static final long PAUSE_MILLIS = 200;

  private final Api api;

  Probe(HttpClient http) {
    this.api = new Api(http, "", "none");
  }

  /**
   * Returns when each URL is answered with 200.
   *
   * @throws ClusterFailure if one is not within the bound
   */
  void await(List<String> urls, Duration bound) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    for (String url : urls) {
      while (!api.at(url).get("").ok()) {
        if (System.nanoTime() > deadline) {
          throw new ClusterFailure("not ready after " + bound.toSeconds() + " s: " + url);
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }
}
