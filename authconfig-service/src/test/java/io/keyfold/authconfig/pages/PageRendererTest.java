package io.keyfold.authconfig.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

/** Pages are complete, escaped and protected. */
class PageRendererTest {

  private static final Brand ACME = new Brand("Acme & Söhne", "/assets/logos/tnt_1/abc", Accent.ofHex("ffd400"));

  private final PageRenderer renderer = new PageConfiguration().pageRenderer(PageAssets.load());

  @ParameterizedTest
  @MethodSource("samples")
  void rendersInEachLanguageWithEveryProtection(String name, Page page) {
    for (Texts language : Languages.load().all()) {
      ResponseEntity<String> response = render(page, language.tag());
      HttpHeaders headers = response.getHeaders();

      assertThat(response.getBody())
        .as(name)
        .startsWith("<!DOCTYPE html>")
        .contains("<html lang=\"" + language.tag() + "\">", "Acme &amp; Söhne")
        .doesNotContain("<script", "style=", "{");
      assertThat(headers.getFirst("Content-Security-Policy")).startsWith("default-src 'none'; ");
      assertThat(headers.getFirst("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(headers.getCacheControl()).isEqualTo("no-store");
      assertThat(headers.getFirst("Content-Language")).isEqualTo(language.tag());
      assertThat(headers.getVary()).contains("Accept-Language");
      assertThat(headers.getFirst("Content-Type")).isEqualTo("text/html;charset=UTF-8");
    }
  }

  static Stream<Object[]> samples() {
    return SamplePages.all()
      .entrySet()
      .stream()
      .map(sample -> new Object[] { sample.getKey(), sample.getValue() });
  }

  @Test
  void namesFromOutsideCannotAddMarkup() {
    String evil = "<script>alert(1)</script>\" onclick=\"x";
    Page page = new ConsentPage(
      new PageForm("/setup-session/pss_1", evil),
      evil,
      evil,
      List.of(new ConsentPage.Scope(evil, evil, "a")),
      evil,
      false,
      null
    );

    String html = body(renderer.render(request("en"), new Brand(evil, null, Accent.DEFAULT), page));

    assertThat(html)
      .doesNotContain("<script")
      .contains("value=\"&lt;script>alert(1)&lt;/script>&#34; onclick=&#34;x\"");
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    nullValues = "none",
    value = { "de-AT,en;q=0.8|de", "fr|en", "none|en", ";;;q=nonsense|en", "EN-us|en", "en;q=0.1,de;q=0.9|de" }
  )
  void theBrowserChoosesTheLanguage(String accepted, String expected) {
    MockServerHttpRequest.BaseBuilder<?> request = MockServerHttpRequest.get("/");
    if (accepted != null) {
      request.header("Accept-Language", accepted);
    }

    String html = body(renderer.render(request.build(), ACME, OutcomePage.of(Outcome.EXPIRED)));

    assertThat(html).contains("<html lang=\"" + expected + "\">");
  }

  @Test
  void aPageWithoutATenantNamesNobody() {
    String html = body(renderer.render(request("en"), Brand.NEUTRAL, OutcomePage.of(Outcome.INVALID_LINK)));

    assertThat(html).contains("the person who sent it to you").doesNotContain("Keyfold", "brand-name");
  }

  @Test
  void theForwardPageNeedsNoScript() {
    URI target = URI.create("https://vendor.example/authorize?state=a%22b&scope=x");

    String html = body(renderer.render(request("en"), ACME, new ForwardPage(target, ForwardPage.Reason.VENDOR)));

    String inHtml = "https://vendor.example/authorize?state=a%22b&amp;scope=x";
    assertThat(html).contains(
      "<meta http-equiv=\"refresh\" content=\"0; url=" + inHtml + "\">",
      "href=\"" + inHtml + "\""
    );
  }

  @Test
  void aFailedFormIsNoSuccessForPrograms() {
    assertThat(render(SamplePages.refusedKey(), "en").getStatusCode()).isEqualTo(HttpStatus.UNPROCESSABLE_CONTENT);
    assertThat(render(OutcomePage.of(Outcome.EXPIRED), "en").getStatusCode()).isEqualTo(HttpStatus.GONE);
    assertThat(render(OutcomePage.of(Outcome.TEMPORARY_FAILURE), "en").getHeaders().getFirst("Retry-After")).isEqualTo(
      "5"
    );
  }

  private ResponseEntity<String> render(Page page, String language) {
    return renderer.render(request(language), ACME, page);
  }

  private static MockServerHttpRequest request(String language) {
    return MockServerHttpRequest.get("/setup-session/pss_1").header("Accept-Language", language).build();
  }

  private static String body(ResponseEntity<String> response) {
    return Objects.requireNonNull(response.getBody());
  }
}
