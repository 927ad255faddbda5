package io.keyfold.deployment;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Ping: says to anybody that the API answers. */
@RestController
class PingController {

  /**
   * The answer.
   *
   * @param object always {@code ping}
   * @param status always {@code ok}
   */
  record Pong(String object, String status) {}

  /** Answers that the API is reachable. */
  @GetMapping("/ping")
  Mono<Pong> ping() {
    return Mono.just(new Pong("ping", "ok"));
  }
}
