package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.testing.TestBrowser;
import io.keyfold.platform.testing.TestBrowser.Shown;
import io.keyfold.platform.testing.oauth.Manner;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
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
    int before = exchanges();

    Shown confirmation = browser.visit(consent(browser, session));
    assertThat(confirmation.html()).contains("Acme", "Ada");
    assertThat(status(session(session))).isEqualTo("pending");
    assertThat(session(session).path("auth_config").isNull()).isTrue();
    URI target = confirm(browser, confirmation).forward();

    assertThat(target).hasHost("app.example.com").hasPath("/connected");
    assertThat(TestBrowser.query(target)).containsOnly(
      Map.entry("status", "completed"),
      Map.entry("setup_session_id", id(session))
    );
    JsonNode done = session(session);
    assertThat(status(done)).isEqualTo("completed");
    assertThat(done.path("url").isNull()).isTrue();
    JsonNode config = done.path("auth_config");
    assertThat(config.path("type").stringValue()).isEqualTo("oauth_automated");
    assertThat(config.path("source").stringValue()).isEqualTo("setup_session");
    assertThat(config.path("user").stringValue()).isEqualTo("alice");
    assertThat(config.path("label").stringValue()).isEqualTo("work");
    assertThat(config.path("name").stringValue()).isEqualTo("Ada's account");
    assertThat(call(HttpMethod.GET, "/" + id(session), "", 200)).isEqualTo(config);
    assertThat(exchanges()).isEqualTo(before + 1);
  }

  @Test
  @Tag("promise-4")
  void theSecretOfTheLinkLeavesTheAddressAtOnce() {
    JsonNode session = session(Map.of());
    URI link = link(session);

    Shown first = browser.open(link);

    assertThat(first.status()).isEqualTo(303);
    assertThat(first.location()).hasValue(URI.create("/setup-session/" + id(session)));
    assertThat(first.setCookies()).singleElement().asString().contains("HttpOnly", "SameSite=Lax", "Path=/");
    assertThat(first.setCookies().getFirst()).doesNotContain("Secure", "__Host-");
    Shown page = browser.visit(link);
    assertThat(page.html()).doesNotContain(TestBrowser.query(link).get("client_secret"));
    assertThat(new TestBrowser().open(URI.create(link.toString() + "x")).status()).isEqualTo(404);
    assertThat(new TestBrowser().open(URI.create(link.toString().replaceFirst("\\?.*", ""))).status()).isEqualTo(403);
  }

  @Test
  @Tag("promise-2")
  void aCodeIsExchangedOnceHoweverOftenTheCallbackArrives() {
    JsonNode session = session(Map.of());
    int before = exchanges();
    URI callback = consent(browser, session);

    var first = CompletableFuture.supplyAsync(() -> browser.open(callback));
    var second = CompletableFuture.supplyAsync(() -> browser.open(callback));
    assertThat(first.join().status()).isEqualTo(303);
    assertThat(second.join().status()).isEqualTo(303);
    browser.open(callback);

    assertThat(exchanges()).isEqualTo(before + 1);
    Shown confirmation = browser.visit(link(session));
    assertThat(confirm(browser, confirmation).status()).isEqualTo(200);
    assertThat(status(session(session))).isEqualTo("completed");
    // The form of another tab, a double click, and the back button show the result and change nothing.
    assertThat(confirm(browser, confirmation).status()).isEqualTo(200);
    assertThat(exchanges()).isEqualTo(before + 1);
    assertThat(browser.visit(link(session)).status()).isEqualTo(200);
    assertThat(new TestBrowser().visit(link(session)).status()).isEqualTo(410);
  }

  @Test
  void twoTabsCanStartAndTheConfirmationIsOfTheAccountThatItNames() {
    JsonNode session = session(Map.of());
    Shown one = browser.visit(link(session));
    URI first = vendorRedirect(browser.submit(one, Map.of("decision", "continue")));
    URI second = vendorRedirect(browser.submit(one, Map.of("decision", "continue")));

    Shown confirmsFirst = browser.visit(first);
    Shown confirmsSecond = browser.visit(second);

    assertThat(confirm(browser, confirmsFirst).status()).isEqualTo(409);
    assertThat(status(session(session))).isEqualTo("pending");
    assertThat(confirm(browser, confirmsSecond).status()).isEqualTo(200);
    assertThat(status(session(session))).isEqualTo("completed");
  }

  @Test
  void aDenialLeavesTheSessionOpenForASecondAttempt() {
    JsonNode session = session(Map.of("redirect_url", APP));
    Shown page = browser.visit(link(session));
    URI callback = vendorRedirect(browser.submit(page, Map.of("decision", "continue")));
    String state = Objects.requireNonNull(TestBrowser.query(callback).get("state"));
    URI denied = URI.create(callback.toString().replaceFirst("\\?.*", "?error=access_denied&state=" + state));

    Shown answer = browser.open(denied);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.html()).contains("error=access_denied", "setup_session_id=" + id(session));
    assertThat(status(session(session))).isEqualTo("pending");
    assertThat(browser.open(callback).status()).as("the state is used up").isEqualTo(403);
    confirm(browser, browser.visit(consent(browser, session)));
    assertThat(status(session(session))).isEqualTo("completed");
  }

  @Test
  void aFailedExchangeLeavesTheSessionOpenForANewConsent() {
    JsonNode session = session(Map.of());
    for (Manner.Reply reply : new Manner.Reply[] {
      Manner.Reply.STATUS_500,
      Manner.Reply.HTML,
      Manner.Reply.ERROR_WITH_200,
      Manner.Reply.DROP,
    }) {
      VENDOR.answerNext(Manner.CORRECT.with(reply));
      Shown failed = browser.open(consent(browser, session));
      assertThat(failed.status()).as(reply.name()).isIn(200, 503);
      assertThat(failed.html())
        .as(reply.name())
        .contains("/setup-session/" + id(session));
      assertThat(status(session(session))).isEqualTo("pending");
    }
    confirm(browser, browser.visit(consent(browser, session)));
    assertThat(status(session(session))).isEqualTo("completed");
  }

  @Test
  void aCallbackOfAnotherBrowserOrProviderIsNotAccepted() {
    JsonNode session = session(Map.of());
    int before = exchanges();
    URI callback = consent(browser, session);

    assertThat(new TestBrowser().open(callback).status()).isEqualTo(403);
    TestBrowser other = new TestBrowser();
    other.visit(link(session));
    assertThat(other.open(callback).status()).as("it knows the link, but did not start").isEqualTo(403);
    URI elsewhere = URI.create(callback.toString().replace("/prv_vendor?", "/prv_exa?"));
    assertThat(browser.open(elsewhere).status()).isEqualTo(403);

    assertThat(browser.open(elsewhere.resolve("prv_vendor?state=unknown&code=x")).status()).isEqualTo(403);
    assertThat(exchanges()).isEqualTo(before);
  }

  @Test
  void aFormOfAnotherOriginIsNotAccepted() {
    JsonNode session = session(Map.of());
    Shown page = browser.visit(link(session));

    assertThat(browser.post(page.action(), Map.of("decision", "continue", "csrf", "x")).status()).isEqualTo(409);
    assertThat(new TestBrowser().post(page.action(), Map.of("decision", "continue")).status()).isEqualTo(403);
  }

  @Test
  void anExpiredSessionSaysSoAtOnceAndRecordsIt() {
    JsonNode session = session(Map.of("expires_at", Instant.now().plusSeconds(3).toString()));
    URI callback = consent(browser, session);
    long revokedBefore = VENDOR.revoked();
    Shown confirmation = browser.visit(callback);

    await()
      .atMost(Duration.ofSeconds(30))
      .untilAsserted(() -> assertThat(status(session(session))).isEqualTo("expired"));

    assertThat(browser.visit(link(session)).status()).isEqualTo(410);
    assertThat(confirm(browser, confirmation).status()).isEqualTo(410);
    await()
      .atMost(Duration.ofSeconds(60))
      .untilAsserted(() -> assertThat(session(session).path("consent").isNull()).isTrue());
    // Other sessions have such events, too; the vendor's count is about this one.
    await()
      .atMost(Duration.ofSeconds(60))
      .untilAsserted(() -> {
        assertThat(VENDOR.revoked()).as("its tokens are revoked at the vendor").isGreaterThan(revokedBefore);
        assertThat(events()).contains("SetupSessionExpired", "SetupConsentRevoked");
      });
  }

  @Test
  void anArchivedSessionsLinkStops() {
    JsonNode session = session(Map.of());
    Shown page = browser.visit(link(session));

    JsonNode archived = api(HttpMethod.DELETE, "/provider-setup-sessions/" + id(session), "", 200);

    assertThat(status(archived)).isEqualTo("archived");
    assertThat(browser.visit(link(session)).status()).isEqualTo(404);
    assertThat(browser.submit(page, Map.of("decision", "continue")).status()).isEqualTo(404);
    api(HttpMethod.DELETE, "/provider-setup-sessions/" + id(session), "", 410);
    api(HttpMethod.PATCH, "/provider-setup-sessions/" + id(session), "{\"name\":\"x\"}", 410);
  }

  @Test
  void aReconnectKeepsTheAuthConfig() {
    JsonNode first = session(Map.of("label", "work"));
    confirm(browser, browser.visit(consent(browser, first)));
    String config = session(first).path("auth_config").path("id").stringValue();

    JsonNode again = api(
      HttpMethod.POST,
      "/provider-setup-sessions",
      "{\"provider_auth_config_id\":\"" + config + "\"}",
      200
    );
    assertThat(again.path("user").stringValue()).isEqualTo("alice");
    confirm(browser, browser.visit(consent(browser, again)));

    JsonNode done = session(again);
    assertThat(status(done)).isEqualTo("completed");
    assertThat(done.path("auth_config").path("id").stringValue()).isEqualTo(config);
    assertThat(done.path("auth_config").path("setup_session_id").stringValue()).isEqualTo(id(again));
    assertThat(events()).contains("GrantReconnected");
  }

  @Test
  @Tag("promise-4")
  void noTopicContainsATokenOrASecretOfTheFlow() {
    JsonNode session = session(Map.of());
    URI callback = consent(browser, session);
    confirm(browser, browser.visit(callback));
    String everything = everything();

    assertThat(everything).contains(id(session)).doesNotContain(CANARY);
    String secret = Objects.requireNonNull(TestBrowser.query(link(session)).get("client_secret"));
    assertThat(everything).doesNotContain(secret);
    assertThat(everything).doesNotContain(Objects.requireNonNull(TestBrowser.query(callback).get("code")));
    assertThat(everything).doesNotContain(Objects.requireNonNull(TestBrowser.query(callback).get("state")));
    VENDOR.received("/userinfo")
      .stream()
      .map(request -> Objects.requireNonNull(request.header("authorization")).substring("Bearer ".length()))
      .forEach(token -> assertThat(everything).doesNotContain(token));
  }

  @Test
  void aStreamShowsEachStateAndEnds() {
    JsonNode session = session(Map.of());
    Shown confirmation = browser.visit(consent(browser, session));
    CompletableFuture<HttpResponse<Stream<String>>> opened = stream(
      "/provider-setup-sessions/" + id(session) + "/events"
    );
    List<String> lines = new CopyOnWriteArrayList<>();
    CompletableFuture<Void> ended = opened.thenAcceptAsync(response -> response.body().forEach(lines::add));
    await()
      .atMost(Duration.ofSeconds(20))
      .untilAsserted(() -> assertThat(String.join("", lines)).contains("\"status\":\"pending\""));

    confirm(browser, confirmation);

    assertThat(ended).succeedsWithin(Duration.ofSeconds(20));
    assertThat(String.join("", lines)).contains("\"status\":\"completed\"").doesNotContain("client_secret=");
  }

  private static String everything() {
    StringBuilder all = new StringBuilder();
    records(topic -> !topic.startsWith("__")).forEach(message ->
      all.append(new String(Objects.requireNonNullElse(message.value(), new byte[0]), StandardCharsets.ISO_8859_1))
    );
    return all.toString();
  }

  /** {@return the types of all events so far} */
  private static String events() {
    StringBuilder all = new StringBuilder();
    records(topic -> topic.equals("authconfig.events")).forEach(message ->
      all.append(new String(message.headers().lastHeader("ce_type").value(), StandardCharsets.UTF_8)).append(' ')
    );
    return all.toString();
  }
}
