package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CatchUp;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.Ordered;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

class ConsistencyTest {

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(App.class);
  private final WebTestClient client = WebTestClient.bindToApplicationContext(context).build();
  private final App app = context.getBean(App.class);

  @Test
  @Tag("promise-3")
  void aStrongReadSeesTheLogAtItsArrival() {
    assertThat(read("strong")).isEqualTo("new");
  }

  @Test
  void aLocalReadReturnsTheCurrentState() {
    assertThat(read("local")).isEqualTo("old");
  }

  @Test
  void anUnauthenticatedRequestDoesNotWait() {
    app.known = false;
    assertThat(read("strong")).isEqualTo("old");
  }

  @Test
  @Tag("promise-3")
  void aStrongReadThatCannotCatchUpIsUnavailable() {
    app.catchUp = Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "too far behind"));
    client
      .get()
      .uri("/thing")
      .header("Keyfold-Consistency", "strong")
      .exchange()
      .expectStatus()
      .isEqualTo(503)
      .expectHeader()
      .exists("Retry-After")
      .expectBody()
      .jsonPath("$.hint")
      .isEqualTo("Retry the request, or omit Keyfold-Consistency to read this instance's current state");
  }

  @Test
  void anUnknownValueIsRejectedWithTheHeaderName() {
    client
      .get()
      .uri("/thing")
      .header("Keyfold-Consistency", "linearizable")
      .exchange()
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.errors[0].path[0]")
      .isEqualTo("Keyfold-Consistency");
  }

  private String read(String consistency) {
    return String.valueOf(
      client
        .get()
        .uri("/thing")
        .header("Keyfold-Consistency", consistency)
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

    private final AtomicReference<String> thing = new AtomicReference<>("old");
    private boolean known = true;
    private Mono<Void> catchUp = Mono.fromRunnable(() -> thing.set("new"));

    @Bean
    WebFilter authentication() {
      return new Authenticated();
    }

    /** Has the order of the platform's authentication filter. */
    private final class Authenticated implements WebFilter, Ordered {

      @Override
      public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
      }

      @Override
      public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (known) {
          Actor actor = new Actor(ActorType.API_KEY, "apk_1");
          new Caller(new TenantId("tnt_a"), actor, Set.of(), RequestIds.of(exchange)).attach(exchange);
        }
        return chain.filter(exchange);
      }
    }

    @Bean
    CatchUp views() {
      return () -> catchUp;
    }

    @Bean
    RequestFingerprint fingerprint() {
      return new FakeFingerprint();
    }

    @GetMapping("/thing")
    String read() {
      return thing.get();
    }
  }
}
