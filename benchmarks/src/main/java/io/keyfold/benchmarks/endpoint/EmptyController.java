package io.keyfold.benchmarks.endpoint;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** An endpoint that does nothing: the reference for all others. */
@RestController
class EmptyController {

  @GetMapping("/empty")
  Mono<String> empty() {
    return Mono.just("hello");
  }
}
