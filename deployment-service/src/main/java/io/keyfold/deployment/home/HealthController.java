package io.keyfold.deployment.home;

import java.time.Duration;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Health: whether the installation is up, without details and without authentication. In the cluster of
 * docker-compose.yml, the gateway reports for all services; otherwise this is the readiness of one instance.
 */
@RestController
class HealthController {

  /** Limits the cost of unauthenticated requests: they share one check per period. */
  private static final Duration CACHE_TTL = Duration.ofMillis(500);

  private final Mono<Boolean> up;

  HealthController(OverallHealth health) {
    this.up = Mono.fromCallable(health::isUp).subscribeOn(Schedulers.boundedElastic()).cache(CACHE_TTL);
  }

  /** Gets the health of the installation. */
  @GetMapping("/health")
  Mono<HealthBody> health(ServerHttpResponse response) {
    return up.map(now -> {
      if (!now) {
        response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
      }
      return new HealthBody(now ? "UP" : "DOWN");
    });
  }
}
