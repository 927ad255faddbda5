package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.testing.TestBrowser;
import io.keyfold.platform.testing.TestBrowser.Shown;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** A user types a key into the page of a setup session. */
class SetupTypedKeyIT extends SetupFlow {

  private static final String WIKI_OAUTH = "pam_wiki_oauth";
  private static final String WIKI_KEY = "pam_wiki_key";

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

  @Test
  @Tag("promise-5")
  void settingsAreEnteredOnTheirOwn() throws ExecutionException, InterruptedException {
    wiki();
    JsonNode session = wikiSession("config_only", Map.of());
    assertThat(session.path("type").stringValue()).isEqualTo("config_only");
    Shown page = browser.visit(link(session));
    assertThat(page.html()).contains("Workspace").doesNotContain("credential.token");

    Shown wrong = browser.submit(page, Map.of("decision", "continue", "settings.workspace", "evil.example.org"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("evil.example.org");
    assertThat(status(session(session))).isEqualTo("pending");
    Shown done = browser.submit(wrong, Map.of("decision", "continue", "settings.workspace", "acme"));

    assertThat(done.status()).as(done.html()).isEqualTo(200);
    JsonNode completed = session(session);
    assertThat(status(completed)).isEqualTo("completed");
    assertThat(completed.path("auth_config").isNull()).isTrue();
    assertThat(completed.at("/config/user").stringValue()).isEqualTo("alice");
    assertThat(completed.at("/config/is_default").booleanValue()).isTrue();
    String config = completed.at("/config/id").stringValue();
    assertThat(api(HttpMethod.GET, "/provider-configs/" + config, "", 200)).isEqualTo(completed.path("config"));
  }

  @Test
  @Tag("promise-2")
  void aKeyAndSettingsAreEnteredTogether() throws ExecutionException, InterruptedException {
    wiki();
    JsonNode session = wikiSession("auto", Map.of("provider_auth_method_id", WIKI_KEY));
    assertThat(session.path("type").stringValue()).isEqualTo("auth_and_config");
    Shown page = browser.visit(link(session));
    assertThat(page.html()).contains("settings.workspace", "credential.token");

    Map<String, String> wrong = Map.of("decision", "continue", "settings.workspace", "A B", "credential.token", KEY);
    Shown again = browser.submit(page, wrong);
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.html()).doesNotContain(KEY);
    Map<String, String> right = Map.of("decision", "continue", "settings.workspace", "acme", "credential.token", KEY);
    assertThat(browser.submit(again, right).status()).isEqualTo(200);

    JsonNode completed = session(session);
    assertThat(completed.at("/auth_config/status").stringValue()).isEqualTo("active");
    assertThat(completed.at("/config/status").stringValue()).isEqualTo("active");
  }

  @Test
  void settingsComeBeforeTheConsent() throws ExecutionException, InterruptedException {
    wiki();
    JsonNode session = wikiSession("auth_and_config", Map.of("provider_auth_method_id", WIKI_OAUTH));
    Shown settings = browser.visit(link(session));
    assertThat(settings.html()).contains("settings.workspace");

    Shown consent = browser.submit(settings, Map.of("decision", "continue", "settings.workspace", "acme"));
    assertThat(consent.html()).contains("Read messages");
    Shown back = browser.visit(vendorRedirect(browser.submit(consent, Map.of("decision", "continue"))));
    assertThat(confirm(browser, back).status()).isEqualTo(200);

    JsonNode completed = session(session);
    assertThat(completed.at("/auth_config/type").stringValue()).isEqualTo("oauth_automated");
    assertThat(completed.at("/config/status").stringValue()).isEqualTo("active");
  }

  private void wiki() throws ExecutionException, InterruptedException {
    publish(
      DeploymentEvents.configured(vendor("prv_wiki", WIKI_OAUTH, WIKI_KEY), "https://{workspace}.wiki.example.com/mcp")
    );
    deployment = Ids.fresh("pdp_", Instant.now());
    publish(DeploymentEvents.created(deployment, "prv_wiki"));
    api(
      HttpMethod.POST,
      "/provider-auth-credentials",
      """
      {"provider_deployment_id":"%s","config":{"client_id":"acme","client_secret":"%s","scopes":["read"]}}""".formatted(
        deployment,
        CANARY
      ),
      200
    );
  }

  private JsonNode wikiSession(String type, Map<String, String> more) {
    Map<String, String> fields = new HashMap<>(more);
    fields.put("type", type);
    fields.putIfAbsent("provider_auth_method_id", WIKI_KEY);
    return session(fields);
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
