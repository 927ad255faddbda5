package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.ledger.events.BudgetArchived;
import io.keyfold.ledger.events.BudgetCreated;
import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetReleased;
import io.keyfold.ledger.events.BudgetUpdated;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.BudgetEnforcement;
import io.keyfold.schema.BudgetMeasure;
import io.keyfold.schema.BudgetPeriod;
import io.keyfold.schema.BudgetScope;
import io.keyfold.schema.BudgetTerms;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.FakeMcpServers;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Calls and resolutions under a budget. */
class BudgetCallsTest {

  private static final BigDecimal USED = new BigDecimal("2").setScale(21);
  private static final String RESOLUTION = "{'provider_deployment_id':'pdp_1'}";

  private final FakeMcpServers servers = new FakeMcpServers();
  private final SessionApi api = new SessionApi(servers);
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
  private final Instant resetsAt = now.plus(Duration.ofHours(1));
  private String session = "";
  private String tool = "";

  @BeforeEach
  void given() {
    api.given(
      Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
      Events.deployment(Fixtures.TENANT, "pdp_1")
    );
    api.given(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL));
    String created = answer("/sessions", "{'providers':[{'provider_deployment_id':'pdp_1'}]}", 200);
    session = JsonPath.read(created, "$.id");
    tool = "search_" + JsonPath.<String>read(created, "$.providers[0].tag");
  }

  @AfterEach
  void close() {
    api.close();
  }

  @Test
  @Tag("promise-6")
  void anExhaustedHardBudgetRejectsCallsAndResolutionsAndNothingIsRecorded() {
    exhausted(Fixtures.TENANT, terms(BudgetEnforcement.HARD, BudgetScope.newBuilder().build()));

    for (String rejected : List.of(call(402), answer("/credential-resolutions", RESOLUTION, 402))) {
      assertThat(JsonPath.<String>read(rejected, "$.code")).isEqualTo("budget_exceeded");
      assertThat(JsonPath.<String>read(rejected, "$.id")).isEqualTo("bdg_1");
      assertThat(JsonPath.<String>read(rejected, "$.message")).contains("Two calls", resetsAt.toString());
    }
    String overMcp = answer(
      "/mcp/" + session,
      "{'jsonrpc':'2.0','id':3,'method':'tools/call','params':{'name':'" + tool + "'}}",
      200
    );
    assertThat(overMcp).contains("budget_exceeded", "bdg_1", resetsAt.toString());
    assertThat(servers.targets()).isEmpty();
    assertThat(api.spool().records()).isEmpty();
    assertThat(api.meters().counter("keyfold.budgets.rejections", "reason", "exhausted").count()).isEqualTo(3);
  }

  @Test
  void theNewPeriodBeginsWithoutTheLedger() {
    exhausted(Fixtures.TENANT, terms(BudgetEnforcement.HARD, BudgetScope.newBuilder().build()));
    call(402);

    api.advance(Duration.ofHours(1).plusSeconds(1));

    call(200);
  }

  @Test
  void aReleasedOrArchivedBudgetRejectsNothing() {
    BudgetTerms terms = terms(BudgetEnforcement.HARD, BudgetScope.newBuilder().build());
    exhausted(Fixtures.TENANT, terms);
    api.given(new BudgetReleased(Events.meta("bdg_1", 3), now, resetsAt, USED, terms, List.of(3L), 0L));
    call(200);
    api.given(new BudgetExhausted(Events.meta("bdg_1", 4), now, resetsAt, USED, terms, List.of(4L), 0L));
    call(402);
    api.given(new BudgetArchived(Events.meta("bdg_1", 5)));
    call(200);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsBudgetRejectsNothing() {
    exhausted(SessionApi.THEM, terms(BudgetEnforcement.HARD, BudgetScope.newBuilder().build()));

    call(200);
  }

  @ParameterizedTest
  @CsvSource({ "pdp_1,,,402", "pdp_2,,,200", ",pac_1,,402", ",pac_2,,200", ",,somebody,200" })
  void aBudgetCountsWhatItsScopeNames(String deployment, String authConfig, String user, int status) {
    BudgetScope scope = new BudgetScope(deployment, authConfig, user, null, null);
    exhausted(Fixtures.TENANT, terms(BudgetEnforcement.HARD, scope));

    call(status);
  }

  @Test
  void aShadowBudgetCountsWhatItWouldReject() {
    exhausted(Fixtures.TENANT, terms(BudgetEnforcement.SHADOW, BudgetScope.newBuilder().build()));

    call(200);
    answer("/credential-resolutions", RESOLUTION, 200);

    assertThat(api.meters().counter("keyfold.budgets.shadowed").count()).isEqualTo(2);
  }

  @Test
  @Tag("promise-2")
  void aRepeatedRequestGetsItsFirstAnswer() {
    String body = "{'session_id':'" + session + "','tool_id':'" + tool + "','input':{}}";
    String first = keyed("/tool-calls", body, 200);
    String resolution = keyed("/credential-resolutions", RESOLUTION, 200);
    exhausted(Fixtures.TENANT, terms(BudgetEnforcement.HARD, BudgetScope.newBuilder().build()));

    assertThat(JsonPath.<String>read(keyed("/tool-calls", body, 200), "$.id")).isEqualTo(JsonPath.read(first, "$.id"));
    assertThat(JsonPath.<String>read(keyed("/credential-resolutions", RESOLUTION, 200), "$.id")).isEqualTo(
      JsonPath.read(resolution, "$.id")
    );
    call(402);
  }

  @Test
  @Tag("promise-6")
  void aRejectingBudgetNeedsASignOfLife() {
    BudgetTerms terms = BudgetTerms.newBuilder(terms(BudgetEnforcement.HARD, BudgetScope.newBuilder().build()))
      .setRejectWhenUnknown(true)
      .build();
    api.given(new BudgetCreated(Events.meta("bdg_1", 1), terms));

    assertThat(JsonPath.<String>read(call(503), "$.id")).isEqualTo("bdg_1");
    api.evaluated(now);
    call(200);
    api.advance(Duration.ofMinutes(1));
    call(503);
    api.given(
      new BudgetUpdated(Events.meta("bdg_1", 2), terms(BudgetEnforcement.HARD, BudgetScope.newBuilder().build()))
    );
    call(200);
  }

  private void exhausted(TenantId tenant, BudgetTerms terms) {
    api.given(
      new BudgetCreated(Events.meta(tenant, "bdg_1", 1), terms),
      new BudgetExhausted(Events.meta(tenant, "bdg_1", 2), now, resetsAt, USED, terms, List.of(2L), 0L)
    );
  }

  private static BudgetTerms terms(BudgetEnforcement enforcement, BudgetScope scope) {
    return BudgetTerms.newBuilder()
      .setName("Two calls")
      .setMeasure(BudgetMeasure.CALLS)
      .setLimit(new BigDecimal(2).setScale(12))
      .setScope(scope)
      .setPeriod(BudgetPeriod.DAY)
      .setTimeZone("UTC")
      .setThresholds(List.of())
      .setEnforcement(enforcement)
      .setRejectWhenUnknown(false)
      .build();
  }

  private String call(int status) {
    return answer("/tool-calls", "{'session_id':'" + session + "','tool_id':'" + tool + "','input':{}}", status);
  }

  private String answer(String uri, String body, int status) {
    return text(post(uri, body), status);
  }

  private String keyed(String uri, String body, int status) {
    return text(post(uri, body).header("Idempotency-Key", "once" + uri.length()), status);
  }

  private WebTestClient.RequestHeadersSpec<?> post(String uri, String body) {
    return api
      .client(SessionApi.KEY)
      .post()
      .uri(uri)
      .contentType(MediaType.APPLICATION_JSON)
      .header("Accept", "application/json, text/event-stream")
      .bodyValue(body.replace('\'', '"'));
  }

  private static String text(WebTestClient.RequestHeadersSpec<?> request, int status) {
    return Objects.requireNonNull(
      request.exchange().expectStatus().isEqualTo(status).expectBody(String.class).returnResult().getResponseBody()
    );
  }
}
