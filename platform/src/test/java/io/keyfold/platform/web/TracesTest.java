package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.TraceParent;
import io.keyfold.platform.testing.FakeFingerprint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import reactor.core.publisher.Mono;

class TracesTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final WebTestClient client = WebTestClient.bindToApplicationContext(
    new AnnotationConfigApplicationContext(App.class)
  ).build();

  @Test
  void recordsOfARequestHaveItsTrace() {
    assertThat(traceOf(TRACE)).isEqualTo(TRACE);
  }

  @Test
  void severalOrInvalidTracesAreReplaced() {
    assertThat(traceOf(TRACE, TRACE)).isNotEqualTo(TRACE).hasSize(TRACE.length());
    assertThat(traceOf("nonsense")).hasSize(TRACE.length());
  }

  private String traceOf(String... sent) {
    return String.valueOf(
      client
        .post()
        .uri("/written")
        .headers(headers -> List.of(sent).forEach(value -> headers.add("traceparent", value)))
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
  }

  @Configuration
  @EnableWebFlux
  @Import(WebConfiguration.class)
  @RestController
  static class App {

    @Bean
    RequestFingerprint fingerprint() {
      return new FakeFingerprint();
    }

    @PostMapping("/written")
    Mono<String> write() {
      return Mono.deferContextual(context -> Mono.just(TraceParent.of(context).value()));
    }
  }
}
