package io.keyfold.authconfig.webhooks.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.DeliveryChange;
import io.keyfold.schema.DeliveryStatus;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DeliveriesViewTest {

  private static final Instant NOW = Given.NOW;
  private static final TenantId ACME = Given.ACME;
  private static final TenantId OTHER = new TenantId("tnt_other");

  private final MapState state = new MapState();
  private final DeliveriesView view = new DeliveriesView();

  @Test
  void thereIsOneHeadPerEndpointWhateverItsBacklog() {
    for (int i = 0; i < 30; i++) {
      fold(pending(ACME, "whe_1", "whd_" + i, 1, NOW.plusSeconds(60 - i)));
    }
    fold(pending(ACME, "whe_2", "whd_a", 1, NOW));
    fold(pending(OTHER, "whe_1", "whd_b", 1, NOW.plusSeconds(5)));

    assertThat(DueDeliveries.heads(state))
      .extracting(DeliveryRef::tenant, DeliveryRef::endpointId, DeliveryRef::id)
      .containsExactly(tuple(ACME, "whe_1", "whd_29"), tuple(ACME, "whe_2", "whd_a"), tuple(OTHER, "whe_1", "whd_b"));
  }

  @Test
  @Tag("promise-5")
  void whatIsDueIsAnEndpointsOwn() {
    fold(pending(ACME, "whe_1", "whd_1", 1, NOW));
    fold(pending(ACME, "whe_1", "whd_2", 1, NOW.plusSeconds(1)));
    fold(pending(ACME, "whe_1x", "whd_3", 1, NOW));
    fold(pending(OTHER, "whe_1", "whd_4", 1, NOW));

    assertThat(DueDeliveries.due(state, ACME, "whe_1", NOW, 10, ref -> true))
      .extracting(DeliveryRef::id)
      .containsExactly("whd_1");
    assertThat(DueDeliveries.due(state, ACME, "whe_1", NOW.plusSeconds(9), 10, ref -> !ref.id().equals("whd_1")))
      .extracting(DeliveryRef::id)
      .containsExactly("whd_2");
  }

  @Test
  void aFinishedDeliveryMovesFromOneIndexToTheOther() {
    fold(pending(ACME, "whe_1", "whd_1", 1, NOW));
    fold(finished(ACME, "whe_1", "whd_1", 2, NOW));

    assertThat(DueDeliveries.heads(state)).isEmpty();
    assertThat(forgettable(NOW.plus(Delivery.RETENTION))).containsExactly("whe_1/whd_1");
    assertThat(forgettable(NOW.plus(Delivery.RETENTION).minusSeconds(1))).isEmpty();

    fold(pending(ACME, "whe_1", "whd_1", 3, NOW.plusSeconds(7)));
    assertThat(DueDeliveries.heads(state)).hasSize(1);
    assertThat(forgettable(NOW.plus(Delivery.RETENTION))).isEmpty();
  }

  @Test
  void aTombstoneLeavesNothing() {
    fold(finished(ACME, "whe_1", "whd_1", 1, NOW));

    state.apply((key, known) -> view.apply(key, null, known), List.of("tnt_acme/whe_1/whd_1"));

    assertThat(state.find(Delivery.key(ACME, "whe_1", "whd_1"))).isEmpty();
    assertThat(forgettable(NOW.plus(Delivery.RETENTION))).isEmpty();
  }

  /** A compacted topic and a replay after a crash skip and repeat records. */
  @Property
  @Tag("promise-7")
  void theIndexesFollowFromTheLastRecord(
    @ForAll @Size(min = 1, max = 12) List<@IntRange(max = 5) Integer> kinds,
    @ForAll @IntRange(max = 11) int replayFrom
  ) {
    MapState live = new MapState();
    List<WebhookDelivery> records = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      Instant at = NOW.plusSeconds(kinds.get(i));
      records.add(
        kinds.get(i) % 2 == 0 ? pending(ACME, "whe_1", "whd_1", i + 1, at) : finished(ACME, "whe_1", "whd_1", i + 1, at)
      );
    }
    records.forEach(record -> fold(live, record));
    records.subList(Math.min(replayFrom, records.size()), records.size()).forEach(record -> fold(live, record));
    MapState compacted = new MapState();
    fold(compacted, records.getLast());
    assertThat(live).isEqualTo(compacted);
  }

  private List<String> forgettable(Instant now) {
    List<String> ids = new ArrayList<>();
    DueDeliveries.finished().scan(state, now, "", (position, due) -> ids.add(due.id()));
    return ids;
  }

  private void fold(WebhookDelivery record) {
    fold(state, record);
  }

  private void fold(MapState into, WebhookDelivery record) {
    into.apply((each, known) -> view.apply(Delivery.recordKey(each), each, known), List.of(record));
  }

  private static WebhookDelivery pending(TenantId tenant, String endpoint, String id, long version, Instant next) {
    return record(tenant, endpoint, id, version, DeliveryStatus.PENDING, next, null);
  }

  private static WebhookDelivery finished(TenantId tenant, String endpoint, String id, long version, Instant at) {
    return record(tenant, endpoint, id, version, DeliveryStatus.SUCCEEDED, null, at);
  }

  private static WebhookDelivery record(
    TenantId tenant,
    String endpoint,
    String id,
    long version,
    DeliveryStatus status,
    @Nullable Instant next,
    @Nullable Instant finishedAt
  ) {
    CommandMeta command = CommandMeta.newBuilder(Given.meta(id, null)).setTenantId(tenant.value()).build();
    return WebhookDelivery.newBuilder()
      .setMeta(EventMetas.of(command, version))
      .setChange(DeliveryChange.ATTEMPTED)
      .setWebhookEndpointId(endpoint)
      .setEventType("ping")
      .setBody("{}")
      .setStatus(status)
      .setCreatedAt(NOW)
      .setRoundStartedAt(NOW.minus(Duration.ofSeconds(1)))
      .setNextAttemptAt(next)
      .setFinishedAt(finishedAt)
      .build();
  }
}
