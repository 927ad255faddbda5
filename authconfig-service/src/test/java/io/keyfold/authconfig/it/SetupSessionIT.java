package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.testing.TestBrowser;
import io.keyfold.authconfig.testing.TestBrowser.Shown;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** A user connects an account: link, consent, callback, binding, result. */
class SetupSessionIT extends SetupFlow {

  private final TestBrowser browser = new TestBrowser();

  @Test
  @Tag("promise-3")
  void aConsentThatItsUserConfirmsBecomesAnAuthConfig() {
    JsonNode session = session(Map.of("redirect_url", APP, "label", "work", "name", "Ada's account"));
    assertThat(status(session)).isEqualTo("pending");

    Shown confirmation = browser.visit(consent(browser, session));
    assertThat(confirmation.html()).contains("Acme", "Ada");
    assertThat(status(session(session))).isEqualTo("pending");
    URI target = confirm(browser, confirmation).forward();

    assertThat(target).hasHost("app.example.com").hasPath("/connected");
    assertThat(TestBrowser.query(target)).containsOnly(
      Map.entry("status", "completed"),
      Map.entry("setup_session_id", id(session))
    );
    JsonNode done = session(session);
    assertThat(status(done)).isEqualTo("completed");
    JsonNode config = done.path("auth_config");
    assertThat(config.path("type").stringValue()).isEqualTo("oauth_automated");
    assertThat(config.path("source").stringValue()).isEqualTo("setup_session");
    assertThat(config.path("status").stringValue()).isEqualTo("active");
    assertThat(config.path("name").stringValue()).isEqualTo("Ada's account");
    assertThat(call(HttpMethod.GET, "/" + id(session), "", 200)).isEqualTo(config);
    assertThat(exchanges()).isEqualTo(1);
  }
}
