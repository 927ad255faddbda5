package io.keyfold.authconfig.webhooks.decide;

import static io.keyfold.authconfig.testing.Given.ACME;
import static io.keyfold.authconfig.testing.Given.NOW;
import static io.keyfold.authconfig.testing.Given.meta;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.CreateWebhookEndpoint;
import io.keyfold.authconfig.commands.UpdateWebhookEndpoint;
import io.keyfold.authconfig.decide.Scenario;
import io.keyfold.authconfig.events.WebhookDeliveryRequested;
import io.keyfold.authconfig.events.WebhookEndpointArchived;
import io.keyfold.authconfig.events.WebhookEndpointUpdated;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.DeliveryStatus;
import io.keyfold.schema.Event;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WebhookDecisionsTest {

  private static final String WHE = "whe_1";
  private static final String WHD = "whd_1";

  @Test
  void aTenantHasALimitedNumberOfEndpoints() {
    Scenario scenario = Scenario.given();
    for (int i = 0; i < WebhookDecisions.MAX_ENDPOINTS; i++) {
      scenario.when(Webhooks.create("whe_" + i));
    }
    scenario.refused(Webhooks.create("whe_more"), ErrorCode.CONFLICT);

    scenario.when(Webhooks.archive("whe_3"));

    scenario.when(Webhooks.create("whe_more"));
  }

  @Test
  @Tag("promise-5")
  void aLimitAndAnIdAreATenantsOwn() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE));
    CreateWebhookEndpoint other = CreateWebhookEndpoint.newBuilder(Webhooks.create(WHE)).setMeta(foreign(WHE)).build();
    scenario.when(other);
    UpdateWebhookEndpoint unknown = UpdateWebhookEndpoint.newBuilder(Webhooks.enabled("whe_2", false))
      .setMeta(foreign("whe_2"))
      .build();
    scenario.when(Webhooks.create("whe_2"));
    scenario.refused(unknown, ErrorCode.NOT_FOUND);
  }

  @Test
  void aSecretIsRotatedToTheNextVersionOnly() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE));
    Instant until = NOW.plus(Duration.ofHours(1));

    scenario.when(Webhooks.rotate(WHE, 2, until));

    scenario.refused(Webhooks.rotate(WHE, 2, until), ErrorCode.CONFLICT);
    scenario.refused(Webhooks.rotate(WHE, 4, until), ErrorCode.CONFLICT);
    assertThat(endpoint(scenario).secrets().signing(NOW)).extracting("number").containsExactly(2L, 1L);
    assertThat(endpoint(scenario).secrets().signing(until)).extracting("number").containsExactly(2L);
  }

  @Test
  void anArchivedEndpointNamesItsDataKeyAndAcceptsNothing() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE));

    assertThat(scenario.one(Webhooks.archive(WHE), WebhookEndpointArchived.class).getKeyId()).isEqualTo("key_1");

    scenario.refused(Webhooks.archive(WHE), ErrorCode.GONE);
    scenario.refused(Webhooks.enabled(WHE, true), ErrorCode.GONE);
    scenario.refused(Webhooks.rotate(WHE, 2, null), ErrorCode.GONE);
    scenario.refused(Webhooks.test(WHD, WHE), ErrorCode.GONE);
  }

  @Test
  void aTestQueuesAPingThatTheAuditTrailKnows() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE, "auth_config.created"));

    List<Event> events = scenario.when(Webhooks.test(WHD, WHE));

    assertThat(events.get(0)).isInstanceOfSatisfying(WebhookDelivery.class, ping -> {
      assertThat(ping.getStatus()).isEqualTo(DeliveryStatus.PENDING);
      assertThat(ping.getNextAttemptAt()).isEqualTo(NOW);
      assertThat(ping.getBody()).isEqualTo(
        "{\"type\":\"ping\",\"timestamp\":\"2026-01-01T00:00:00Z\",\"event_id\":null," +
          "\"data\":{\"webhook_endpoint_id\":\"whe_1\"}}"
      );
    });
    assertThat(events.get(1)).isInstanceOf(WebhookDeliveryRequested.class);
    scenario.when(Webhooks.enabled(WHE, false));
    scenario.refused(Webhooks.test("whd_2", WHE), ErrorCode.CONFLICT);
  }

  @Test
  @Tag("promise-2")
  void onlyTheNextAttemptOfAPendingDeliveryCounts() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE), Webhooks.test(WHD, WHE));
    scenario.refused(Webhooks.attempt(WHD, WHE, 2, 200, NOW), ErrorCode.CONFLICT);

    scenario.when(Webhooks.attempt(WHD, WHE, 1, 500, NOW));
    scenario.refused(Webhooks.attempt(WHD, WHE, 1, 200, NOW), ErrorCode.CONFLICT);
    scenario.when(Webhooks.attempt(WHD, WHE, 2, 204, NOW));

    scenario.refused(Webhooks.attempt(WHD, WHE, 3, 200, NOW), ErrorCode.CONFLICT);
    assertThat(delivery(scenario).status()).isEqualTo(DeliveryStatus.SUCCEEDED);
    assertThat(delivery(scenario).attempts()).isEqualTo(2);
    assertThat(delivery(scenario).round().nextAttemptAt()).isNull();
  }

  @Test
  void aDeliveryFailsAfter24HoursAndTheEndpointStaysEnabled() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE), Webhooks.test(WHD, WHE));
    int attempts = 0;
    Instant due = delivery(scenario).round().nextAttemptAt();
    while (due != null) {
      scenario.when(Webhooks.attempt(WHD, WHE, ++attempts, 503, due));
      due = delivery(scenario).round().nextAttemptAt();
    }
    Delivery failed = delivery(scenario);
    assertThat(attempts).isEqualTo(RetrySchedule.MAX_ATTEMPTS);
    assertThat(failed.status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(failed.finishedAt()).isEqualTo(NOW.plus(RetrySchedule.ROUND));
    assertThat(failed.last()).isNotNull().extracting("httpStatus", "error").containsExactly(503, "http_status");
    assertThat(endpoint(scenario).status()).isEqualTo(WebhookEndpoint.Status.ENABLED);
  }

  @Test
  void anAnswerOf410DisablesTheEndpoint() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE), Webhooks.test(WHD, WHE), Webhooks.test("whd_2", WHE));

    List<Event> events = scenario.when(Webhooks.attempt(WHD, WHE, 1, 410, NOW));

    assertThat(events.get(1)).isInstanceOfSatisfying(WebhookEndpointUpdated.class, disabled -> {
      assertThat(disabled.getCause()).isEqualTo("gone");
      assertThat(disabled.getUrl()).isEqualTo("https://acme.example/hook");
    });
    assertThat(delivery(scenario).status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(endpoint(scenario).status()).isEqualTo(WebhookEndpoint.Status.DISABLED);
    assertThat(scenario.when(Webhooks.attempt("whd_2", WHE, 1, 410, NOW))).hasSize(1);
    scenario.when(Webhooks.enabled(WHE, true));
    assertThat(endpoint(scenario).disabledCause()).isNull();
  }

  @Test
  void aResendStartsAnotherRoundWithTheSameContent() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE), Webhooks.test(WHD, WHE));
    scenario.when(Webhooks.attempt(WHD, WHE, 1, 200, NOW));
    Delivery before = delivery(scenario);
    Instant later = NOW.plus(Duration.ofDays(3));

    scenario.when(Webhooks.resend(WHD, WHE, later));

    Delivery again = delivery(scenario);
    assertThat(again.content()).isEqualTo(before.content());
    assertThat(again.round()).isEqualTo(new Delivery.Round(later, 0, later));
    assertThat(again.pending()).isTrue();
    scenario.when(Webhooks.attempt(WHD, WHE, 2, 500, later));
    assertThat(delivery(scenario).round().nextAttemptAt()).isAfter(later);
    scenario.refused(Webhooks.resend("whd_other", WHE, later), ErrorCode.NOT_FOUND);
  }

  @Test
  void aDeliveryIsForgottenAfterItsRetentionAndNotBefore() {
    Scenario scenario = Scenario.given(Webhooks.create(WHE), Webhooks.test(WHD, WHE));
    Instant end = NOW.plus(Delivery.RETENTION);
    scenario.refused(Webhooks.forget(WHD, WHE, end), ErrorCode.CONFLICT);
    scenario.when(Webhooks.attempt(WHD, WHE, 1, 200, NOW));
    scenario.refused(Webhooks.forget(WHD, WHE, end.minusNanos(1000)), ErrorCode.CONFLICT);

    scenario.when(Webhooks.forget(WHD, WHE, end));

    assertThat(scenario.state().find(Delivery.key(ACME, WHE, WHD))).isEmpty();
    scenario.refused(Webhooks.forget(WHD, WHE, end), ErrorCode.CONFLICT);
  }

  private static CommandMeta foreign(String objectId) {
    return CommandMeta.newBuilder(meta(objectId, null)).setTenantId("tnt_other").build();
  }

  private static WebhookEndpoint endpoint(Scenario scenario) {
    return scenario.state().find(WebhookEndpoint.key(ACME, WHE)).orElseThrow();
  }

  private static Delivery delivery(Scenario scenario) {
    return scenario
      .state()
      .find(Delivery.key(ACME, WHE, WHD))
      .orElseThrow();
  }
}
