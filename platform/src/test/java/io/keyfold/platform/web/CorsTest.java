package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.keyfold.platform.testing.FakeFingerprint;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.HttpHeaders;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.config.EnableWebFlux;

class CorsTest {

  private static final String APP = "https://app.example.com";
  private static final String EVIL = "https://evil.example";

  private final WebTestClient client = WebTestClient.bindToApplicationContext(
    new AnnotationConfigApplicationContext(App.class)
  ).build();

  @Test
  void aPreflightOfAnAllowedOriginNeedsNoKey() {
    preflight(APP)
      .expectStatus()
      .isNoContent()
      .expectHeader()
      .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, APP)
      .expectHeader()
      .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET,HEAD,POST,PUT,PATCH,DELETE")
      .expectHeader()
      .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "authorization, idempotency-key");
  }

  @Test
  void errorsAreReadableForAllowedOrigins() {
    get(APP)
      .expectStatus()
      .isNotFound()
      .expectHeader()
      .valueEquals(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, APP)
      .expectHeader()
      .value(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposes("X-Request-ID"))
      .expectHeader()
      .value(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposes("Mcp-Session-Id"))
      .expectHeader()
      .value(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposes("WWW-Authenticate"))
      .expectHeader()
      .value(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposes("Retry-After"))
      .expectHeader()
      .value(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, exposes("ETag"));
  }

  @ParameterizedTest
  @ValueSource(strings = { EVIL, "null", "https://app.example.com.evil.example", "http://app.example.com" })
  void otherOriginsGetNoCorsHeadersAndNoPreflight(String origin) {
    get(origin).expectStatus().isNotFound().expectHeader().doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
    preflight(origin).expectStatus().isForbidden().expectHeader().doesNotExist(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN);
  }

  /** Without a public URL, a DNS name is not known to be Keyfold's own, because any name can be pointed here. */
  @ParameterizedTest
  @CsvSource({
    "https://app.example.com, http://keyfold:8080, true",
    "https://evil.example, http://keyfold:8080, false",
    "http://evil.example:8080, http://evil.example:8080, false",
    "http://127.0.0.1:8080, http://127.0.0.1:8080, true",
    "http://localhost:8080, http://localhost:8080, true",
    "http://[::1]:8080, http://[::1]:8080, true",
    "http://localhost:3000, http://localhost:8080, false",
    "http://localhost.evil.example, http://localhost.evil.example, false",
    "null, http://127.0.0.1:8080, false",
  })
  void anMcpEndpointAdmitsAllowedOriginsAndItsOwn(String origin, String requestedBase, boolean admitted) {
    assertThat(origins(List.of(APP), null).admit(request(requestedBase, origin))).isEqualTo(admitted);
  }

  @Test
  void theOwnOriginIsThatOfThePublicUrl() {
    AllowedOrigins origins = origins(List.of(), "https://keyfold.example.com/base/");

    assertThat(origins.admit(request("http://keyfold.example.com", "https://keyfold.example.com"))).isTrue();
    assertThat(origins.admit(request("http://evil.example", "https://evil.example"))).isFalse();
  }

  @Test
  void aRequestWithoutOriginIsAdmitted() {
    assertThat(origins(List.of(), null).admit(MockServerHttpRequest.get("http://keyfold/mcp/a").build())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = { "*", "null", "app.example.com", "https://a.example/", "https://A.example", "ftp://a", "" })
  void invalidOriginsFailTheStart(String origin) {
    assertThatIllegalArgumentException()
      .isThrownBy(() -> new CorsProperties(List.of(APP, origin)))
      .withMessageContaining("keyfold.web.cors.allowed-origins");
  }

  private WebTestClient.ResponseSpec preflight(String origin) {
    return client
      .options()
      .uri("http://keyfold:8080/sessions")
      .header(HttpHeaders.ORIGIN, origin)
      .header(HttpHeaders.ACCESS_CONTROL_REQUEST_METHOD, "POST")
      .header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS, "authorization, idempotency-key")
      .exchange();
  }

  private WebTestClient.ResponseSpec get(String origin) {
    return client.get().uri("http://keyfold:8080/sessions").header(HttpHeaders.ORIGIN, origin).exchange();
  }

  @Configuration
  @EnableWebFlux
  @Import(WebConfiguration.class)
  static class App {

    @Bean
    @Primary
    CorsProperties allowed() {
      return new CorsProperties(List.of(APP));
    }

    @Bean
    RequestFingerprint fingerprint() {
      return new FakeFingerprint();
    }
  }

  private static Consumer<String> exposes(String header) {
    return value -> assertThat(List.of(value.split(", *"))).contains(header);
  }

  private static AllowedOrigins origins(List<String> allowed, @Nullable String publicUrl) {
    return new AllowedOrigins(new CorsProperties(allowed), new PublicUrl(publicUrl));
  }

  private static MockServerHttpRequest request(String requestedBase, String origin) {
    return MockServerHttpRequest.post(requestedBase + "/mcp/ses_1")
      .header(HttpHeaders.ORIGIN, origin)
      .build();
  }
}
