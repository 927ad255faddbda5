package io.keyfold.deployment.home;

import io.keyfold.platform.id.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.web.util.HtmlUtils;

/**
 * The start page. It loads and executes nothing: its content security policy allows only its own style sheet, by hash.
 *
 * @param html the page
 * @param contentSecurityPolicy value of the Content-Security-Policy header
 */
record HomePage(String html, String contentSecurityPolicy) {
  static final MediaType TYPE = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);

  /** {@return the page of this release} */
  static HomePage load(String version) {
    String html = template().replace("{{version}}", HtmlUtils.htmlEscape(version));
    Matcher style = STYLE.matcher(html);
    if (!style.find()) {
      throw new IllegalStateException("the start page has no style sheet");
    }
    byte[] hash = Sha256.of(style.group(1).getBytes(StandardCharsets.UTF_8));
    return new HomePage(
      html,
      "default-src 'none'; style-src 'sha256-" +
        Base64.getEncoder().encodeToString(hash) +
        "'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
  }

  private static String template() {
    try {
      return new ClassPathResource("home/index.html").getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException("the start page is not in the class path", e);
    }
  }
}
