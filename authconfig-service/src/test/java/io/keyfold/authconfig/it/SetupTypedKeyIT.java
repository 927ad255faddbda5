package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.TestBrowser;
import io.keyfold.authconfig.testing.TestBrowser.Shown;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** A user types a key into the page of a setup session. */
class SetupTypedKeyIT extends SetupFlow {

  private static final String KEY = "key-4711-of-alice";

  private final TestBrowser browser = new TestBrowser();

  @BeforeEach
  void theProviderAcceptsKeys() {
    VENDOR.document("/check", "{\"ok\":true}");
  }

  @Test
  @Tag("promise-4")
  void aKeyIsCheckedSealedAndBelongsToItsUser() {
    JsonNode session = session(Map.of("provider_auth_method_id", KEY_METHOD, "redirect_url", APP, "label", "work"));
    int checks = VENDOR.received("/check").size();

    Shown done = type(browser.visit(link(session)), KEY);

    assertThat(TestBrowser.query(done.forward())).containsEntry("status", "completed");
    assertThat(VENDOR.received("/check").subList(checks, checks + 1))
      .singleElement()
      .satisfies(request -> assertThat(request.header("authorization")).isEqualTo("Bearer " + KEY));
    JsonNode config = session(session).path("auth_config");
    assertThat(config.path("type").stringValue()).isEqualTo("manual");
    assertThat(config.path("source").stringValue()).isEqualTo("setup_session");
    assertThat(config.path("user").stringValue()).isEqualTo("alice");
    assertThat(config.path("label").stringValue()).isEqualTo("work");
    assertThat(everything()).doesNotContain(KEY);
  }

  @Test
  void aWrongKeyIsNotStoredAndNotShownAgain() {
    JsonNode session = session(Map.of("provider_auth_method_id", KEY_METHOD));
    Shown page = browser.visit(link(session));

    Shown tooShort = type(page, "abc");
    assertThat(tooShort.status()).isEqualTo(422);
    VENDOR.document("/check", "{\"ok\":false}");
    Shown refused = type(tooShort, KEY);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).doesNotContain(KEY);
    VENDOR.document("/check", "not JSON");
    assertThat(type(refused, KEY).status()).isEqualTo(422);
    assertThat(status(session(session))).isEqualTo("pending");
    assertThat(session(session).path("consent").isNull()).isTrue();

    VENDOR.document("/check", "{\"ok\":true}");
    assertThat(type(refused, KEY).status()).isEqualTo(200);
    assertThat(status(session(session))).isEqualTo("completed");
  }

  @Test
  void theNumberOfAttemptsIsLimited() {
    JsonNode session = session(Map.of("provider_auth_method_id", KEY_METHOD));
    VENDOR.document("/check", "{\"ok\":false}");
    Shown page = browser.visit(link(session));
    int before = VENDOR.received("/check").size();

    for (int i = 0; i < 25; i++) {
      type(page, KEY + i);
    }

    assertThat(VENDOR.received("/check").size() - before).isEqualTo(20);
    assertThat(status(session(session))).isEqualTo("failed");
    assertThat(session(session).path("failure").stringValue()).isEqualTo("too_many_attempts");
    assertThat(browser.visit(link(session)).status()).isEqualTo(404);
  }

  @Test
  @Tag("promise-2")
  void aDoubleSubmitStoresOneKey() {
    JsonNode session = session(Map.of("provider_auth_method_id", KEY_METHOD));
    Shown page = browser.visit(link(session));

    type(page, KEY);
    Shown second = type(page, KEY + "-other");

    assertThat(second.status()).isEqualTo(200);
    JsonNode config = session(session).path("auth_config");
    assertThat(config.path("status").stringValue()).isEqualTo("active");
    assertThat(
      call(HttpMethod.GET, "?provider_deployment_id=" + deployment, "", 200)
        .path("items")
        .size()
    ).isEqualTo(1);
  }

  @Test
  void withoutAMethodTheUserChooses() {
    JsonNode session = api(
      HttpMethod.POST,
      "/provider-setup-sessions",
      "{\"provider_deployment_id\":\"" + deployment + "\"}",
      200
    );
    assertThat(session.path("auth_method").isNull()).isTrue();
    Shown choice = browser.visit(link(session));
    assertThat(choice.html()).contains(OAUTH, KEY_METHOD);

    Shown chosen = browser.submit(choice, Map.of("auth_method_id", KEY_METHOD));
    Shown form = browser.visit(choice.url().resolve(chosen.location().orElseThrow()));
    type(form, KEY);

    assertThat(session(session).path("auth_method").path("id").stringValue()).isEqualTo(KEY_METHOD);
  }

  @Test
  void cancellingLeavesTheLinkUsable() {
    JsonNode session = session(Map.of("provider_auth_method_id", KEY_METHOD, "redirect_url", APP));
    Shown page = browser.visit(link(session));

    Shown cancelled = browser.submit(page, Map.of("decision", "cancel"));

    assertThat(cancelled.status()).isEqualTo(200);
    assertThat(cancelled.html()).contains("error=access_denied");
    assertThat(type(browser.visit(link(session)), KEY).status()).isEqualTo(200);
    assertThat(status(session(session))).isEqualTo("completed");
  }

  @Test
  @Tag("promise-5")
  void inChallengeModeATypedKeyWaitsForItsCreatorToo() {
    JsonNode session = session(
      Map.of(
        "provider_auth_method_id",
        KEY_METHOD,
        "redirect_url",
        APP,
        "code_challenge",
        "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
      )
    );
    URI target = type(browser.visit(link(session)), KEY).forward();
    assertThat(status(session(session))).isEqualTo("pending");
    call(HttpMethod.GET, "/" + id(session), "", 404);

    String code = Objects.requireNonNull(TestBrowser.query(target).get("code"));
    JsonNode done = api(
      HttpMethod.POST,
      "/provider-setup-sessions/" + id(session) + "/complete",
      "{\"code\":\"" + code + "\",\"code_verifier\":\"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk\"}",
      200
    );
    assertThat(done.path("auth_config").path("status").stringValue()).isEqualTo("active");
  }

  @Test
  void aTypedKeyIsReplacedInPlace() {
    JsonNode first = session(Map.of("provider_auth_method_id", KEY_METHOD));
    type(browser.visit(link(first)), KEY);
    String config = session(first).path("auth_config").path("id").stringValue();

    JsonNode again = api(
      HttpMethod.POST,
      "/provider-setup-sessions",
      "{\"provider_auth_config_id\":\"" + config + "\"}",
      200
    );
    type(browser.visit(link(again)), KEY + "-2");

    assertThat(session(again).path("auth_config").path("id").stringValue()).isEqualTo(config);
    assertThat(authConfigsView.find(AuthConfigs.key(Given.ACME, config))).hasValueSatisfying(known ->
      assertThat(known.credentialVersion()).isEqualTo(2)
    );
  }

  private Shown type(Shown page, String key) {
    return browser.submit(page, Map.of("decision", "continue", "credential.token", key));
  }

  private static String everything() {
    StringBuilder all = new StringBuilder();
    records(topic -> !topic.startsWith("__")).forEach(message ->
      all.append(new String(Objects.requireNonNullElse(message.value(), new byte[0]), StandardCharsets.ISO_8859_1))
    );
    return all.toString();
  }
}
