package io.keyfold.standalone.sandbox.oauth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.util.HtmlUtils;

/** The HTML of the consent page and of errors that must not be sent back to an app. */
final class Pages {

  private final String consent = read("consent.html");
  private final String error = read("error.html");

  String consent(ConsentRequest request, List<String> accounts, String action, String nonce) {
    String options = accounts
      .stream()
      .map(account -> "<option>" + escape(account) + "</option>")
      .collect(Collectors.joining());
    String boxes = request
      .scopes()
      .stream()
      .map(HtmlUtils::htmlEscape)
      .map(
        scope -> "<label><input type=\"checkbox\" name=\"scope\" value=\"" + scope + "\" checked>" + scope + "</label>"
      )
      .collect(Collectors.joining("<br>"));
    return fill(
      consent,
      Map.of(
        "app",
        escape(request.app().name()),
        "nonce",
        nonce,
        "action",
        escape(action),
        "request",
        escape(request.id()),
        "accounts",
        options,
        "scopes",
        boxes,
        "host",
        escape(URI.create(request.redirectUri()).getAuthority())
      )
    );
  }

  String error(String message) {
    return fill(error, Map.of("message", escape(message)));
  }

  private static String fill(String template, Map<String, String> values) {
    String filled = template;
    for (Map.Entry<String, String> value : values.entrySet()) {
      filled = filled.replace("{{" + value.getKey() + "}}", value.getValue());
    }
    return filled;
  }

  /** Escapes HTML, and braces, so that a value cannot stand for a placeholder. */
  private static String escape(String text) {
    return HtmlUtils.htmlEscape(text).replace("{", "&#123;").replace("}", "&#125;");
  }

  private static String read(String name) {
    try {
      return new ClassPathResource("/sandbox/" + name).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
