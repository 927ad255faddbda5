package io.keyfold.benchmarks.endpoint;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The limit of every endpoint: one that does nothing. */
@RestController
class EmptyController {

  @GetMapping("/empty")
  Mono<String> empty() {
    return Mono.just("hello");
  }
}
