package io.keyfold.authconfig.webhooks.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.budgets.BudgetPolicy;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.Scenario;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.ledger.events.BudgetArchived;
import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetThresholdReached;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.schema.BudgetEnforcement;
import io.keyfold.schema.BudgetMeasure;
import io.keyfold.schema.BudgetPeriod;
import io.keyfold.schema.BudgetScope;
import io.keyfold.schema.BudgetTerms;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BudgetAnnouncementsTest {

  private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");
  private static final BigDecimal USED = new BigDecimal("80.25").setScale(21);
  private static final BudgetTerms TERMS = BudgetTerms.newBuilder()
    .setName("Search")
    .setMeasure(BudgetMeasure.COST)
    .setLimit(new BigDecimal("100").setScale(12))
    .setCurrency("EUR")
    .setScope(BudgetScope.newBuilder().setMetadataKey("team").setMetadataValue("secret plans").build())
    .setPeriod(BudgetPeriod.MONTH)
    .setTimeZone("UTC")
    .setThresholds(List.of(80))
    .setEnforcement(BudgetEnforcement.HARD)
    .setRejectWhenUnknown(false)
    .build();

  @Test
  @Tag("promise-4")
  void aThresholdIsDeliveredToTheEndpointsThatReceiveIt() {
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"), Webhooks.create("whe_2", "budget.exhausted"));
    EventMeta meta = EventMetas.of(Given.meta("bdg_1", null), 2);

    List<Event> deliveries = scenario.when(command(new BudgetThresholdReached(meta, 80, START, END, USED, TERMS)));

    assertThat(deliveries).hasSize(1);
    WebhookDelivery delivery = (WebhookDelivery) deliveries.getFirst();
    assertThat(delivery.getWebhookEndpointId()).isEqualTo("whe_1");
    assertThat(delivery.getBody()).doesNotContain("secret plans");
    JsonNode body = JsonMapper.shared().readTree(delivery.getBody());
    assertThat(body.get("type").asString()).isEqualTo("budget.threshold_reached");
    assertThat(body.get("event_id").asString()).isEqualTo(meta.getEventId());
    assertThat(body.get("data").get("used").asString()).isEqualTo("80.25");
    assertThat(body.get("data").get("limit").asString()).isEqualTo("100");
    assertThat(body.get("data").get("threshold").asInt()).isEqualTo(80);
  }

  @Test
  @Tag("promise-2")
  void theSameEventGivesTheSameCommandAndDelivery() {
    Scenario scenario = Scenario.given(Webhooks.create("whe_1"));
    EventMeta meta = EventMetas.of(Given.meta("bdg_1", null), 2);
    BudgetExhausted event = new BudgetExhausted(meta, START, END, USED, TERMS, List.of(1L), 0L);

    assertThat(command(event)).isEqualTo(command(event));
    assertThat(scenario.when(command(event))).isEqualTo(scenario.when(command(event)));
  }

  @Test
  void withoutAnEndpointNothingIsDelivered() {
    EventMeta meta = EventMetas.of(Given.meta("bdg_1", null), 2);
    BudgetExhausted event = new BudgetExhausted(meta, START, END, USED, TERMS, List.of(1L), 0L);

    Scenario.given().refused(command(event), ErrorCode.NOT_FOUND);
    assertThat(BudgetPolicy.commandFor(new BudgetArchived(meta))).isEmpty();
  }

  private static AuthConfigCommand command(LedgerEvent event) {
    return BudgetPolicy.commandFor(event).orElseThrow();
  }
}
