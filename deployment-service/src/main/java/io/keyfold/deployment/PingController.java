package io.keyfold.deployment;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Ping: checks that the API is reachable, without authentication. */
@RestController
class PingController {

  /**
   * The ping response.
   *
   * @param object always {@code ping}
   * @param status always {@code ok}
   */
  record Pong(String object, String status) {}

  /** Checks that the API is reachable. */
  @GetMapping("/ping")
  Mono<Pong> ping() {
    return Mono.just(new Pong("ping", "ok"));
  }
}
