package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.pages.PageForm;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.web.RequestBody;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The forms of the pages: their CSRF tokens, derived from the browser's secret, and their content. Thread-safe. */
final class FormGuard {

  private static final String PURPOSE = "setup_session.csrf";
  private static final int MAX_FIELDS = 500;

  private final DerivedSecrets derived;

  FormGuard(DerivedSecrets derived) {
    this.derived = derived;
  }

  /** {@return the form that posts to a path} */
  PageForm form(Visit visit, String action) {
    try (Secret token = token(visit)) {
      return new PageForm(action, token.use(bytes -> new String(bytes, StandardCharsets.US_ASCII)));
    }
  }

  /** {@return whether the form was created for this browser; compares in constant time} */
  boolean admits(Visit visit, MultiValueMap<String, String> form) {
    String presented = form.getFirst(PageForm.CSRF);
    if (presented == null) {
      return false;
    }
    try (Secret expected = token(visit); Secret given = Secret.ofText(presented)) {
      return expected.equals(given);
    }
  }

  private Secret token(Visit visit) {
    return derived.token("", PURPOSE, visit.session().id(), visit.browser().secret());
  }

  /** {@return the fields of the posted form; empty for another content type or a malformed body} */
  static Mono<MultiValueMap<String, String>> read(ServerWebExchange exchange) {
    MediaType type = exchange.getRequest().getHeaders().getContentType();
    return type == null || !MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)
      ? Mono.fromSupplier(LinkedMultiValueMap::new)
      : RequestBody.of(exchange).map(bytes -> parse(new String(bytes, StandardCharsets.UTF_8)));
  }

  private static MultiValueMap<String, String> parse(String body) {
    MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
    try {
      for (String pair : body.split("&", MAX_FIELDS)) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
          form.add(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
        }
      }
    } catch (IllegalArgumentException _) {
      return new LinkedMultiValueMap<>();
    }
    return form;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
