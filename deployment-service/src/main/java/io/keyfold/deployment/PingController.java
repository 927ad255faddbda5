package io.keyfold.deployment;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /ping}: says that the edge answers, to anybody. */
@RestController
class PingController {

  /**
   * The answer.
   *
   * @param object always {@code ping}
   * @param status always {@code ok}
   */
  record Pong(String object, String status) {}

  @GetMapping("/ping")
  Mono<Pong> ping() {
    return Mono.just(new Pong("ping", "ok"));
  }
}
