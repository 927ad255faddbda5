package io.keyfold.deployment.home;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * {@code /health}: reports publicly whether Keyfold is up, without details. In a cluster, the gateway of
 * docker-compose.yml answers it for all services; otherwise it is this instance's status.
 */
@RestController
class HealthController {

  /** Limits the cost of unauthenticated requests: they share one check per period. */
  private static final Duration CACHE_TTL = Duration.ofMillis(500);

  private final Mono<Boolean> up;

  HealthController(OverallHealth health) {
    this.up = Mono.fromCallable(health::isUp).subscribeOn(Schedulers.boundedElastic()).cache(CACHE_TTL);
  }

  /**
   * Health status.
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
