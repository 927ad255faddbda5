package io.keyfold.deployment.home;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code /health}: says to anybody whether Keyfold is up, without details. In a cluster, the gateway of docker-compose.yml
 * answers it for all services; elsewhere it is this instance's.
 */
@RestController
class HealthController {

  /** Bounds what strangers can make it cost: concurrent requests share one look. */
  private static final Duration HOLDS = Duration.ofMillis(500);

  private final Mono<Boolean> up;

  HealthController(OverallHealth health) {
    this.up = Mono.fromCallable(health::isUp).subscribeOn(Schedulers.boundedElastic()).cache(HOLDS);
  }

  /**
   * The answer.
   *
   * @param status {@code UP} with 200, {@code DOWN} with 503
   */
  record Health(String status) {}

  @GetMapping("/health")
  Mono<ResponseEntity<Health>> health() {
    return up.map(now ->
      now
        ? ResponseEntity.ok(new Health("UP"))
        : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health("DOWN"))
    );
  }
}
