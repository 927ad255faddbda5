package io.keyfold.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.json.JsonCompareMode;
import org.springframework.test.web.reactive.server.EntityExchangeResult;

class HomeEdgeTest {

  /** The Accept header that Chrome and Firefox send for a page. */
  private static final String BROWSER =
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  private final EdgeApp app = new EdgeApp();

  @Test
  void aBrowserGetsAPageWithoutAKey() {
    EntityExchangeResult<String> answer = page();

    assertThat(answer.getResponseHeaders().getContentType()).isEqualTo(
      MediaType.parseMediaType("text/html;charset=UTF-8")
    );
    assertThat(answer.getResponseBody()).contains("href=\"docs\"", "href=\"openapi.json\"", "href=\"health\"");
    assertThat(answer.getResponseBody()).contains("<span class=\"version\">").doesNotContain("{{");
    assertThat(answer.getResponseHeaders().getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.getResponseHeaders().getFirst("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void thePageExecutesNothingAndLoadsOnlyItsOwnStyle() throws Exception {
    EntityExchangeResult<String> answer = page();
    String html = Objects.requireNonNull(answer.getResponseBody());
    Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
    assertThat(style.find()).isTrue();
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(style.group(1).getBytes(StandardCharsets.UTF_8));

    assertThat(answer.getResponseHeaders().getFirst("Content-Security-Policy")).startsWith(
      "default-src 'none'; style-src 'sha256-" + Base64.getEncoder().encodeToString(hash) + "';"
    );
    assertThat(html).doesNotContain("<script", "style=\"", "src=", "<link", "onload", "http://", "https://");
  }

  @ParameterizedTest
  @ValueSource(strings = { "*/*", "application/json", "image/png", "text/plain, */*;q=0.1" })
  void otherClientsGetTheSameInformationAsJson(String accept) {
    app
      .anonymous()
      .get()
      .uri("/")
      .header(HttpHeaders.ACCEPT, accept)
      .exchange()
      .expectStatus()
      .isOk()
      .expectHeader()
      .contentType(MediaType.APPLICATION_JSON)
      .expectBody()
      .jsonPath("$.name")
      .isEqualTo("Keyfold")
      .jsonPath("$.version")
      .isNotEmpty()
      .jsonPath("$.links.docs")
      .value(String.class, link -> assertThat(link).endsWith("/docs"))
      .jsonPath("$.links.openapi")
      .value(String.class, link -> assertThat(link).endsWith("/openapi.json"))
      .jsonPath("$.links.health")
      .value(String.class, link -> assertThat(link).endsWith("/health"));
  }

  @Test
  void healthReportsOnlyTheStatusWithoutAuthentication() {
    app
      .anonymous()
      .get()
      .uri("/health")
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody()
      .json("{\"status\":\"UP\"}", JsonCompareMode.STRICT);
  }

  @Test
  void healthSaysDownWith503() {
    app.goDown();
    app
      .anonymous()
      .get()
      .uri("/health")
      .exchange()
      .expectStatus()
      .isEqualTo(503)
      .expectBody()
      .json("{\"status\":\"DOWN\"}", JsonCompareMode.STRICT);
  }

  private EntityExchangeResult<String> page() {
    return app
      .anonymous()
      .get()
      .uri("/")
      .header(HttpHeaders.ACCEPT, BROWSER)
      .exchange()
      .expectStatus()
      .isOk()
      .expectBody(String.class)
      .returnResult();
  }
}
