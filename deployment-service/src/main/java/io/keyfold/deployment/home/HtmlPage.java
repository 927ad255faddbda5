package io.keyfold.deployment.home;

import io.keyfold.platform.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/**
 * A page of the jar.
 *
 * @param html the page
 * @param contentSecurityPolicy what the browser may load and run for it
 */
record HtmlPage(String html, String contentSecurityPolicy) {
  private static final MediaType TYPE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final String ALONE = "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /**
   * {@return a page that loads nothing and runs nothing: its policy allows its one style sheet, by its hash}
   *
   * @param values HTML for placeholders like {@code {{version}}}; {@code {{palette}}} is the common one
   */
  static HtmlPage staticPage(String resource, Map<String, String> values) {
    String html = Packaged.text(resource).replace("{{palette}}", Packaged.text("home/palette.css"));
    for (Map.Entry<String, String> value : values.entrySet()) {
      html = html.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    Matcher style = STYLE.matcher(html);
    if (!style.find()) {
      throw new IllegalStateException(resource + " has no style sheet");
    }
    byte[] hash = Sha256.of(style.group(1).getBytes(StandardCharsets.UTF_8));
    String source = "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    return new HtmlPage(html, "default-src 'none'; style-src " + source + ALONE);
  }

  /**
   * {@return a page with scripts of this origin} They may send requests to this origin alone. Scalar adds style
   * elements and style attributes while it runs, so that no hash can name them: styles have to be allowed inline.
   */
  static HtmlPage scripted(String resource) {
    return new HtmlPage(
      Packaged.text(resource),
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; " +
        "img-src 'self' data:; font-src 'self' data:" +
        ALONE
    );
  }

  /** Says in the headers of a response what the page is. */
  void describe(HttpHeaders headers) {
    headers.set("Content-Security-Policy", contentSecurityPolicy);
    headers.set("Referrer-Policy", "no-referrer");
    headers.setContentType(TYPE);
  }
}
