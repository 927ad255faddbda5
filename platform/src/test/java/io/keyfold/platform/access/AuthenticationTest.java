package io.keyfold.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.log.View;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.RequestFingerprint;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.WebConfiguration;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpHeaders;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.reactive.config.EnableWebFlux;
import reactor.core.publisher.Mono;

class AuthenticationTest {

  private static final ApiKeySecret READER = ApiKeySecret.generate();
  private static final ApiKeySecret OTHER = ApiKeySecret.chosen("metorial_sk_any_prefix_will_do");

  private final WebTestClient client = WebTestClient.bindToApplicationContext(
    new AnnotationConfigApplicationContext(App.class, Widgets.class)
  ).build();

  @Test
  @Tag("promise-5")
  void aKeyActsForItsOwnTenantOnly() {
    get("/widgets", READER).expectStatus().isOk().expectBody().jsonPath("$.tenant").isEqualTo("tnt_a");
  }

  @Test
  void anyKeyPrefixAndSchemeCaseAreAccepted() {
    client
      .get()
      .uri("/anyone")
      .header(HttpHeaders.AUTHORIZATION, "bearer " + OTHER.reveal())
      .header("metorial-version", "2026-01-01-magnetar")
      .exchange()
      .expectStatus()
      .isOk();
  }

  @Test
  void withoutAKeyTheErrorExplainsTheHeader() {
    for (String header : List.of("Basic abc", "Bearer", "Bearer a b", READER.reveal())) {
      client.get().uri("/widgets").header(HttpHeaders.AUTHORIZATION, header).exchange().expectStatus().isUnauthorized();
    }
    client
      .get()
      .uri("/widgets")
      .exchange()
      .expectStatus()
      .isUnauthorized()
      .expectHeader()
      .valueEquals(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"keyfold\"")
      .expectBody()
      .jsonPath("$.code")
      .isEqualTo("unauthorized")
      .jsonPath("$.hint")
      .isEqualTo("Send the header Authorization: Bearer <key>");
  }

  @Test
  void aMissingScopeIsNamed() {
    get("/widgets", OTHER)
      .expectStatus()
      .isForbidden()
      .expectBody()
      .jsonPath("$.code")
      .isEqualTo("forbidden")
      .jsonPath("$.message")
      .isEqualTo("The API key lacks the scope instance.usage:read");
  }

  @Test
  @Tag("promise-4")
  void aRejectionDoesNotContainTheKey() {
    String unknown = "kf_sk_CanaryCanaryCanaryCanary";
    byte[] body = get("/widgets", ApiKeySecret.presented(unknown))
      .expectStatus()
      .isUnauthorized()
      .expectBody()
      .returnResult()
      .getResponseBody();
    assertThat(new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8))
      .contains("\"unauthorized\"")
      .doesNotContain("Canary");
  }

  @Test
  void onlyPublicPathsNeedNoKey() {
    client.get().uri("/ping").exchange().expectStatus().isOk();
    client.get().uri("/pingx").exchange().expectStatus().isUnauthorized();
    client.get().uri("/ping/../widgets").exchange().expectStatus().isUnauthorized();
    client.get().uri("/mcp/../widgets").exchange().expectStatus().isNotFound();
    get("/nowhere", READER).expectStatus().isNotFound();
    client
      .delete()
      .uri("/widgets")
      .headers(h -> h.setBearerAuth(READER.reveal()))
      .exchange()
      .expectStatus()
      .isEqualTo(405);
  }

  @Test
  void optionsNeedNoKeyOnAnyKnownPath() {
    for (String path : List.of("/widgets", "/widgets/w_1", "/anyone", "/ping")) {
      client
        .options()
        .uri(path)
        .exchange()
        .expectStatus()
        .isNoContent()
        .expectHeader()
        .valueEquals(HttpHeaders.ALLOW, path.equals("/widgets/w_1") ? "PATCH, DELETE, OPTIONS" : "GET, HEAD, OPTIONS")
        .expectBody()
        .isEmpty();
    }
    for (String path : List.of("/nowhere", "/widgets/w_1/x", "/", "/mcp/ses_1")) {
      client.options().uri(path).exchange().expectStatus().isNotFound();
    }
    client
      .options()
      .uri("/widgets")
      .headers(h -> h.setBearerAuth(READER.reveal()))
      .exchange()
      .expectStatus()
      .isNoContent();
  }

  @Test
  void aHandlerWithoutAKnownScopeFailsTheStart() {
    assertThatThrownBy(() -> new AnnotationConfigApplicationContext(App.class, Careless.class)).hasMessageContaining(
      "declares no scope"
    );
    assertThatThrownBy(() -> new AnnotationConfigApplicationContext(App.class, Mistyped.class)).hasMessageContaining(
      "unknown scope"
    );
  }

  private WebTestClient.ResponseSpec get(String path, ApiKeySecret key) {
    return client
      .get()
      .uri(path)
      .headers(headers -> headers.setBearerAuth(key.reveal()))
      .exchange();
  }

  @RestController
  static class Widgets {

    @GetMapping("/widgets")
    @RequiresScope("instance.usage:read")
    Mono<Map<String, String>> list(Caller caller) {
      return Mono.just(Map.of("tenant", caller.tenant().value()));
    }

    @RequestMapping(path = "/widgets/{id}", method = { RequestMethod.PATCH, RequestMethod.DELETE })
    @RequiresScope("instance.usage:read")
    Mono<String> change() {
      return Mono.just("{}");
    }

    @GetMapping("/anyone")
    @RequiresScope(RequiresScope.ANY)
    Mono<String> anyone() {
      return Mono.just("{}");
    }

    @GetMapping("/ping")
    Mono<String> ping() {
      return Mono.just("OK");
    }
  }

  @RestController
  static class Careless {

    @GetMapping("/careless")
    Mono<String> get() {
      return Mono.just("");
    }
  }

  @RestController
  static class Mistyped {

    @GetMapping("/mistyped")
    @RequiresScope("instance.usage:raed")
    Mono<String> get() {
      return Mono.just("");
    }
  }

  @Configuration
  @EnableWebFlux
  @Import({ WebConfiguration.class, AccessConfiguration.class })
  static class App {

    @Bean
    View deploymentsView() {
      List<DeploymentEvent> events = List.of(
        AccessEvents.key("tnt_a", "key_1", READER, List.of("instance.usage:read")),
        AccessEvents.key("tnt_b", "key_2", OTHER, List.of())
      );
      return new MapView().apply(new AccessFold(), events);
    }

    @Bean
    RequestFingerprint fingerprint() {
      return new FakeFingerprint();
    }
  }
}
