package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.TlsGateway;
import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.log.View;
import io.keyfold.platform.testing.TestBrowser;
import io.keyfold.platform.testing.TestBrowser.Shown;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/**
 * The attack: the attacker starts a set-up for their own user and sends the link to a victim, who consents at the
 * vendor. In no mode does the attacker's user get the victim's account. The pages are at https, as where users are.
 */
@Tag("promise-5")
class SetupAttackIT extends SetupFlow {

  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

  private static final TlsGateway GATEWAY = new TlsGateway();

  private final TestBrowser attacker = new TestBrowser(GATEWAY.trusting());
  private final TestBrowser victim = new TestBrowser(GATEWAY.trusting());

  @Autowired
  View tokensView;

  @DynamicPropertySource
  static void publicUrl(DynamicPropertyRegistry registry) {
    registry.add("keyfold.public-url", GATEWAY::url);
  }

  @BeforeEach
  void gateway() {
    GATEWAY.forwardTo(port);
  }

  @AfterAll
  static void tearDown() throws IOException {
    GATEWAY.close();
  }

  @AfterEach
  void noVerifyUrl() {
    api(HttpMethod.PUT, "/setup-settings", "{\"verify_url\":null}", 200);
  }

  @Test
  void inChallengeModeTheAttackersApplicationNeverGetsTheVictimsCode() {
    JsonNode session = session(Map.of("redirect_url", APP, "code_challenge", challenge()));
    assertThat(session.path("binding").stringValue()).isEqualTo("challenge");

    URI target = victim.visit(consent(victim, session)).forward();

    // The victim's browser is at the application with the code, but without the attacker's session there, which has the
    // verifier. The attacker has the verifier and the id, but no code, also not from the link.
    assertThat(TestBrowser.query(target)).containsEntry("status", "pending").containsKey("code");
    nothingIsUsable(session);
    complete(session, "kf_sc_guessed", VERIFIER, 403);
    complete(session, code(target), VERIFIER.replace('d', 'e'), 403);
    Shown attackers = attacker.visit(link(session));
    assertThat(attackers.html()).doesNotContain(code(target));
    nothingIsUsable(session);
  }

  @Test
  void inChallengeModeTheUserWhoStartedCompletes() {
    JsonNode session = session(Map.of("redirect_url", APP, "code_challenge", challenge()));
    URI target = victim.visit(consent(victim, session)).forward();

    JsonNode done = complete(session, code(target), VERIFIER, 200);

    assertThat(status(done)).isEqualTo("completed");
    assertThat(done.path("auth_config").path("user").stringValue()).isEqualTo("alice");
    complete(session, code(target), VERIFIER, 409);
  }

  @Test
  void inVerifyModeTheTenantsServerSeesThatTheVictimIsAnotherUser() {
    api(HttpMethod.PUT, "/setup-settings", "{\"verify_url\":\"https://acme.example.com/verify?x=1\"}", 200);
    JsonNode session = session(Map.of());
    assertThat(session.path("binding").stringValue()).isEqualTo("verify_url");

    URI target = victim.visit(consent(victim, session)).forward();
    assertThat(target).hasHost("acme.example.com").hasPath("/verify");
    assertThat(TestBrowser.query(target)).containsEntry("setup_session_id", id(session)).containsEntry("x", "1");
    nothingIsUsable(session);
    // The attacker is logged in as alice, but has no nonce.
    verify(session, "kf_sc_guessed", "alice", 403);
    nothingIsUsable(session);

    verify(session, nonce(target), "bob", 403);

    nothingIsUsable(session);
    assertThat(session(session).path("consent").isNull()).as("discarded").isTrue();
    verify(session, nonce(target), "alice", 409);
    nothingIsUsable(session);
  }

  @Test
  void inVerifyModeTheRightUserCompletes() {
    api(HttpMethod.PUT, "/setup-settings", "{\"verify_url\":\"https://acme.example.com/verify\"}", 200);
    JsonNode session = session(Map.of());
    URI target = victim.visit(consent(victim, session)).forward();

    JsonNode done = verify(session, nonce(target), "alice", 200);

    assertThat(status(done)).isEqualTo("completed");
    assertThat(victim.visit(link(session)).status()).isEqualTo(200);
  }

  @Test
  void inConfirmModeTheVictimIsAskedAndTheAttackerCannotAnswer() {
    JsonNode session = session(Map.of());
    Shown confirmation = victim.visit(consent(victim, session));
    assertThat(confirmation.html()).contains("Acme", "Ada");

    // The attacker's browser knows the link and the address of the form, but did not consent.
    Shown attackers = attacker.visit(link(session));
    Shown answer = attacker.submit(
      new Shown(confirmation.url(), 200, attackers.html(), attackers.location(), attackers.setCookies()),
      Map.of("decision", "continue")
    );
    assertThat(answer.html()).doesNotContain("Ada");
    Shown forged = attacker.post(confirmation.action(), Map.of("csrf", csrf(attackers), "decision", "confirm"));
    assertThat(forged.status()).isEqualTo(403);
    nothingIsUsable(session);

    long revokedBefore = VENDOR.revoked();
    Shown rejected = victim.submit(confirmation, Map.of("decision", "reject"));

    assertThat(rejected.status()).isEqualTo(200);
    nothingIsUsable(session);
    assertThat(session(session).path("consent").isNull()).as("discarded").isTrue();
    await()
      .atMost(Duration.ofSeconds(60))
      .untilAsserted(() -> assertThat(VENDOR.revoked()).as("and revoked at the vendor").isGreaterThan(revokedBefore));
    assertThat(victim.submit(confirmation, Map.of("decision", "confirm")).status()).isEqualTo(409);
    nothingIsUsable(session);
  }

  @Test
  @Tag("promise-4")
  void noOtherHostCanSetTheCookiesOfAnHttpsPage() {
    JsonNode session = session(Map.of());
    Shown admitted = victim.open(link(session));
    Shown forward = victim.submit(victim.visit(link(session)), Map.of("decision", "continue"));
    URI callback = vendorRedirect(forward);
    Shown returned = victim.open(callback);

    assertThat(List.of(link(session), callback)).allMatch(url -> url.toString().startsWith(GATEWAY.url() + "/"));
    assertThat(List.of(admitted, forward, returned)).allSatisfy(response ->
      assertThat(response.setCookies())
        .singleElement()
        .asString()
        .startsWith("__Host-kf_")
        .contains("; Path=/;", "; Secure", "; HttpOnly", "; SameSite=Lax")
        .doesNotContain("Domain")
    );
    assertThat(returned.setCookies().getFirst()).as("the authorization is over").contains("Max-Age=0");
    confirm(victim, victim.visit(link(session)));
    assertThat(status(session(session))).isEqualTo("completed");
  }

  private void nothingIsUsable(JsonNode session) {
    JsonNode now = session(session);
    assertThat(status(now)).isEqualTo("pending");
    assertThat(now.path("auth_config").isNull()).isTrue();
    call(HttpMethod.GET, "/" + id(session), "", 404);
    String config = pendingConfig(session);
    assertThat(authConfigsView.find(AuthConfigs.key(Given.ACME, config))).isEmpty();
    assertThat(tokensView.find(TokenState.key(Given.ACME, config)).map(TokenState::tokens)).isEmpty();
  }

  private String pendingConfig(JsonNode session) {
    return authConfigsView
      .find(SetupSession.key(Given.ACME, id(session)))
      .orElseThrow()
      .request()
      .authConfigId();
  }

  private JsonNode complete(JsonNode session, String code, String verifier, int status) {
    String body = "{\"code\":\"" + code + "\",\"code_verifier\":\"" + verifier + "\"}";
    return api(HttpMethod.POST, "/provider-setup-sessions/" + id(session) + "/complete", body, status);
  }

  private JsonNode verify(JsonNode session, String nonce, String user, int status) {
    String body = "{\"nonce\":\"" + nonce + "\",\"user\":\"" + user + "\"}";
    return api(HttpMethod.POST, "/provider-setup-sessions/" + id(session) + "/verify", body, status);
  }

  private static String code(URI target) {
    return Objects.requireNonNull(TestBrowser.query(target).get("code"));
  }

  private static String nonce(URI target) {
    return Objects.requireNonNull(TestBrowser.query(target).get("nonce"));
  }

  private static String csrf(Shown page) {
    return page.html().replaceFirst("(?s).*name=\"csrf\" value=\"([^\"]+)\".*", "$1");
  }

  private static String challenge() {
    return Base64.getUrlEncoder()
      .withoutPadding()
      .encodeToString(Sha256.of(VERIFIER.getBytes(StandardCharsets.US_ASCII)));
  }
}
