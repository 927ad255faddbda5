package io.keyfold.deployment.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.EntityExchangeResult;
import org.springframework.test.web.reactive.server.WebTestClient;

class DocsEdgeTest {

  private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");
  private static final String SCRIPT = "/docs/reference.js";
  private static final Pattern FOREIGN = Pattern.compile("(src|href|url)=\"?'?(https?:)?//|@import|url\\(");

  private final EdgeApp app = new EdgeApp();

  @ParameterizedTest
  @ValueSource(strings = { "/docs", "/docs/errors" })
  void aPageIsServedWithoutAKeyAndLoadsNothingOfOthers(String path) {
    EntityExchangeResult<String> answer = page(path);

    HttpHeaders headers = answer.getResponseHeaders();
    assertThat(headers.getContentType()).isEqualTo(HTML);
    assertThat(headers.getFirst("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(policy(answer))
      .startsWith("default-src 'none'; ")
      .endsWith("; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
      .doesNotContain("http", "*", "unsafe-eval");
    assertThat(answer.getResponseBody()).doesNotContainPattern(FOREIGN).doesNotContain("{{");
  }

  @Test
  void theReferenceRunsScriptsOfItsOwnOriginOnly() {
    EntityExchangeResult<String> answer = page("/docs");

    assertThat(policy(answer)).contains(
      "; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self' data:;"
    );
    assertThat(answer.getResponseBody()).contains(
      "data-url=\"openapi.json\"",
      "<script src=\"docs/reference.js\"></script>",
      "\"proxyUrl\": \"\"",
      "\"telemetry\": false",
      "\"withDefaultFonts\": false",
      "\"agent\": { \"disabled\": true }"
    );
  }

  @Test
  void theErrorsPageRunsNothingAndHasASectionPerCode() {
    EntityExchangeResult<String> answer = page("/docs/errors");

    assertThat(policy(answer)).contains("style-src 'sha256-").doesNotContain("script-src", "unsafe-inline");
    assertThat(answer.getResponseBody())
      .contains(
        Stream.of(ErrorCode.values())
          .map(code -> "<h3 id=\"" + code.wire() + "\">" + code.wire() + "</h3>")
          .toList()
      )
      .contains("<table>", "&lt;key&gt;", "<p>404. Nothing exists at this path")
      .doesNotContain("<script", "style=\"", "src=", "<link", "onload");
  }

  @Test
  void anErrorLinksToTheSectionOfItsCode() {
    app
      .acme()
      .get()
      .uri("/providers/prv_nowhere")
      .exchange()
      .expectStatus()
      .isNotFound()
      .expectBody()
      .jsonPath("$.hint")
      .isEqualTo("See /docs/errors#not_found");
  }

  @Test
  void theScriptIsTheSameCompressedOrNot() throws IOException {
    EntityExchangeResult<byte[]> gzip = script("gzip, deflate, br");
    EntityExchangeResult<byte[]> plain = script("identity");

    assertThat(gzip.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)).isEqualTo("gzip");
    assertThat(plain.getResponseHeaders().getFirst(HttpHeaders.CONTENT_ENCODING)).isNull();
    byte[] unpacked;
    try (GZIPInputStream stream = new GZIPInputStream(new ByteArrayInputStream(body(gzip)))) {
      unpacked = stream.readAllBytes();
    }
    assertThat(unpacked).isEqualTo(body(plain));
    assertThat(new String(unpacked, StandardCharsets.UTF_8)).contains("@scalar/api-reference");
  }

  @ParameterizedTest
  @ValueSource(strings = { "gzip", "identity" })
  void theScriptIsSentAgainOnlyIfItChanged(String encoding) {
    HttpHeaders headers = script(encoding).getResponseHeaders();

    assertThat(headers.getContentType()).isEqualTo(MediaType.parseMediaType("text/javascript;charset=UTF-8"));
    assertThat(headers.getCacheControl()).isEqualTo("max-age=300, public");
    assertThat(headers.getVary()).contains(HttpHeaders.ACCEPT_ENCODING);
    ask(encoding)
      .header(HttpHeaders.IF_NONE_MATCH, Objects.requireNonNull(headers.getETag()))
      .exchange()
      .expectStatus()
      .isNotModified();
    assertThat(headers.getETag()).isNotEqualTo(
      script(encoding.equals("gzip") ? "identity" : "gzip")
        .getResponseHeaders()
        .getETag()
    );
  }

  private EntityExchangeResult<String> page(String path) {
    return app.anonymous().get().uri(path).exchange().expectStatus().isOk().expectBody(String.class).returnResult();
  }

  private static String policy(EntityExchangeResult<?> answer) {
    return Objects.requireNonNull(answer.getResponseHeaders().getFirst("Content-Security-Policy"));
  }

  private WebTestClient.RequestHeadersSpec<?> ask(String encoding) {
    return app
      .anonymous()
      .mutate()
      .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(8 << 20))
      .build()
      .get()
      .uri(SCRIPT)
      .header(HttpHeaders.ACCEPT_ENCODING, encoding);
  }

  private EntityExchangeResult<byte[]> script(String encoding) {
    return ask(encoding).exchange().expectStatus().isOk().expectBody(byte[].class).returnResult();
  }

  private static byte[] body(EntityExchangeResult<byte[]> answer) {
    return Objects.requireNonNull(answer.getResponseBody());
  }
}
