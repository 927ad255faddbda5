package io.keyfold.authconfig.webhooks.decide;

import static io.keyfold.authconfig.testing.Given.archive;
import static io.keyfold.authconfig.testing.Given.createFor;
import static io.keyfold.authconfig.testing.GivenGrant.connect;
import static io.keyfold.authconfig.testing.GivenGrant.failed;
import static io.keyfold.authconfig.testing.GivenGrant.importTokens;
import static io.keyfold.authconfig.testing.GivenGrant.refreshed;
import static io.keyfold.authconfig.testing.GivenGrant.start;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.decide.Scenario;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.RefreshResult;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class QueuedDeliveriesTest {

  private static final String PAC = "pac_1";

  @Test
  void aNewAuthConfigIsAnnouncedWithItsUser() {
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"));

    WebhookDelivery delivery = deliveries(scenario, ofUser("user-7", "work")).getFirst();

    JsonNode body = body(delivery);
    assertThat(body.path("type").stringValue()).isEqualTo("auth_config.created");
    assertThat(body.path("timestamp").stringValue()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(body.path("event_id").stringValue()).startsWith("evt_").isEqualTo(delivery.getEventId());
    assertThat(body.path("data")).isEqualTo(
      JsonMapper.shared().readTree(
        """
        {"object":"provider.auth_config","id":"pac_1","type":"manual","status":"active","provider_id":"prv_exa",
         "provider_deployment_id":"pdp_1","user":"user-7","label":"work","setup_session_id":null}
        """
      )
    );
  }

  @Test
  void aGrantIsAnnouncedFromItsConsentToItsEnd() {
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"));

    assertThat(types(scenario, connect(PAC))).containsExactly("auth_config.created", "auth_config.connected");
    assertThat(types(scenario, importTokens(PAC, 1, "two"))).containsExactly("auth_config.connected");
    StartRefresh lease = start(PAC, 2);
    assertThat(types(scenario, lease)).isEmpty();
    String attempt = lease.getMeta().getCommandId().toString();
    List<WebhookDelivery> broken = deliveries(scenario, failed(PAC, attempt, RefreshResult.REJECTED, "invalid_grant"));
    assertThat(broken).extracting(WebhookDelivery::getEventType).containsExactly("auth_config.needs_reconnect");
    assertThat(body(broken.getFirst()).path("data").path("status").stringValue()).isEqualTo("needs_reconnect");
    assertThat(body(broken.getFirst()).path("data").path("reason").stringValue()).isEqualTo("invalid_grant");
    assertThat(body(broken.getFirst()).path("data").path("user").stringValue()).isEqualTo("user-1");
    assertThat(types(scenario, importTokens(PAC, 2, "three"))).containsExactly("auth_config.recovered");
    List<WebhookDelivery> archived = deliveries(scenario, archive(PAC));
    assertThat(archived).extracting(WebhookDelivery::getEventType).containsExactly("auth_config.archived");
    assertThat(body(archived.getFirst()).path("data").path("cause").stringValue()).isEqualTo("request");
  }

  @Test
  void aSetupSessionIsAnnouncedWhenItEnds() {
    AuthConfigCommand endpoint = Webhooks.create("whe_1");
    Scenario completed = Scenario.given(endpoint, GivenSetup.create().build(), GivenSetup.claim("a"));
    assertThat(types(completed, GivenSetup.submit("a", "browser").build())).isEmpty();

    List<WebhookDelivery> deliveries = deliveries(completed, GivenSetup.confirm("a", "browser"));

    assertThat(deliveries)
      .extracting(WebhookDelivery::getEventType)
      .containsExactlyInAnyOrder("auth_config.created", "auth_config.connected", "setup_session.completed");
    assertThat(deliveries).allSatisfy(delivery ->
      assertThat(body(delivery).path("data").path("user").stringValue()).isEqualTo("alice")
    );
    Scenario expired = Scenario.given(endpoint, GivenSetup.create().build());
    assertThat(types(expired, GivenSetup.expire(GivenSetup.EXPIRY))).containsExactly("setup_session.expired");
  }

  @Test
  void anExpiryIsAnnouncedAheadOfTime() {
    Instant expiry = Given.NOW.plus(Duration.ofDays(30));
    CreateAuthConfig expiring = CreateAuthConfig.newBuilder(createFor(PAC, "pdp_1")).setExpiresAt(expiry).build();
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"), expiring);
    RecordExpiry notice = new RecordExpiry(
      CommandMeta.newBuilder(Given.meta(PAC, null)).setIssuedAt(expiry.minusSeconds(60)).build()
    );

    List<WebhookDelivery> deliveries = deliveries(scenario, notice);

    assertThat(deliveries).extracting(WebhookDelivery::getEventType).containsExactly("auth_config.expiring");
    assertThat(body(deliveries.getFirst()).path("data").path("expires_at").stringValue()).isEqualTo(expiry.toString());
  }

  @Test
  void aRefreshIsAnnouncedOnlyToThoseWhoNameIt() {
    Scenario scenario = Scenario.given(
      Webhooks.create("whe_1"),
      Webhooks.create("whe_2", "auth_config.refreshed"),
      connect(PAC)
    );
    StartRefresh lease = start(PAC, 1);
    scenario.when(lease);

    List<WebhookDelivery> deliveries = deliveries(
      scenario,
      refreshed(PAC, lease.getMeta().getCommandId().toString(), "two")
    );

    assertThat(deliveries)
      .singleElement()
      .satisfies(delivery -> {
        assertThat(delivery.getWebhookEndpointId()).isEqualTo("whe_2");
        assertThat(body(delivery).path("data").path("credential_version").longValue()).isEqualTo(2);
      });
  }

  @Test
  void onlyEnabledEndpointsWithTheTypeReceiveAnEvent() {
    Scenario scenario = Scenario.given(
      Webhooks.create("whe_all"),
      Webhooks.create("whe_named", "auth_config.created"),
      Webhooks.create("whe_other", "auth_config.archived"),
      Webhooks.create("whe_disabled"),
      Webhooks.create("whe_archived"),
      Webhooks.enabled("whe_disabled", false),
      Webhooks.archive("whe_archived")
    );
    assertThat(deliveries(scenario, createFor(PAC, "pdp_1")))
      .extracting(WebhookDelivery::getWebhookEndpointId)
      .containsExactlyInAnyOrder("whe_all", "whe_named");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsEndpointReceivesNothing() {
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"));
    CreateAuthConfig foreign = CreateAuthConfig.newBuilder(Given.create(PAC).build())
      .setMeta(CommandMeta.newBuilder(Given.meta(PAC, null)).setTenantId("tnt_other").build())
      .build();
    assertThat(deliveries(scenario, foreign)).isEmpty();
  }

  @Test
  @Tag("promise-2")
  void theSameEventHasTheSameDeliveryIdAndEachEndpointItsOwn() {
    CreateAuthConfig command = createFor(PAC, "pdp_1");
    AuthConfigCommand[] given = { Webhooks.create("whe_1"), Webhooks.create("whe_2") };

    List<String> once = ids(deliveries(Scenario.given(given), command));
    List<String> again = ids(deliveries(Scenario.given(given), command));

    assertThat(once)
      .hasSize(2)
      .doesNotHaveDuplicates()
      .allMatch(id -> id.startsWith("whd_"))
      .isEqualTo(again);
  }

  @Test
  void theCallersEventIsTheLastOne() {
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"));
    List<Event> events = scenario.when(connect(PAC));
    assertThat(events.getLast()).isNotInstanceOf(WebhookDelivery.class);
  }

  @Test
  @Tag("promise-4")
  void aBodyContainsNoCiphertextAndNoKeyId() {
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"));
    assertThat(deliveries(scenario, connect(PAC)))
      .isNotEmpty()
      .allSatisfy(delivery ->
        assertThat(delivery.getBody()).doesNotContain("key_1").doesNotContain("access").doesNotContain("refresh")
      );
  }

  private static CreateAuthConfig ofUser(String user, String label) {
    return CreateAuthConfig.newBuilder(createFor(PAC, "pdp_1")).setUser(user).setLabel(label).build();
  }

  private static List<String> types(Scenario scenario, AuthConfigCommand command) {
    return deliveries(scenario, command).stream().map(WebhookDelivery::getEventType).toList();
  }

  private static List<String> ids(List<WebhookDelivery> deliveries) {
    return deliveries
      .stream()
      .map(delivery -> delivery.getMeta().getObjectId())
      .toList();
  }

  private static List<WebhookDelivery> deliveries(Scenario scenario, AuthConfigCommand command) {
    return scenario
      .when(command)
      .stream()
      .flatMap(event -> event instanceof WebhookDelivery delivery ? Stream.of(delivery) : Stream.empty())
      .toList();
  }

  private static JsonNode body(WebhookDelivery delivery) {
    return JsonMapper.shared().readTree(delivery.getBody());
  }
}
