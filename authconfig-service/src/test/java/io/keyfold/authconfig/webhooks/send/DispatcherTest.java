package io.keyfold.authconfig.webhooks.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.webhooks.model.DeliveriesView;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.authconfig.webhooks.model.DeliveryRef;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.DeliveryStatus;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class DispatcherTest {

  private static final TenantId OTHER = new TenantId("tnt_other");
  private static final int PER_ENDPOINT = 2;

  private final MovableClock clock = new MovableClock(Given.NOW);
  private final MapState state = new MapState();
  private final DeliveriesView view = new DeliveriesView();
  private final Map<String, Sinks.One<AttemptResult>> running = new LinkedHashMap<>();
  private final List<String> started = new ArrayList<>();
  private final Set<TenantId> notOwned = new HashSet<>();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @Test
  void anEndpointHasItsOwnPlacesAndASlowOneDelaysNobodyElse() {
    Dispatcher dispatcher = dispatcher(100);
    for (int i = 0; i < 10; i++) {
      pending(Given.ACME, "whe_slow", "whd_slow" + i, Given.NOW);
    }
    pending(OTHER, "whe_1", "whd_other", Given.NOW);
    pending(Given.ACME, "whe_2", "whd_own", Given.NOW);

    dispatcher.dispatchAll();

    assertThat(started).containsExactlyInAnyOrder("whd_slow0", "whd_slow1", "whd_other", "whd_own");
    dispatcher.dispatchAll();
    assertThat(started).hasSize(4);
  }

  @Test
  void theNextDeliveryStartsWhenOneEnds() {
    Dispatcher dispatcher = dispatcher(100);
    for (int i = 0; i < 4; i++) {
      pending(Given.ACME, "whe_1", "whd_" + i, Given.NOW);
    }
    dispatcher.dispatchAll();

    end("whd_0", AttemptResult.answered(200, null));

    assertThat(started).containsExactly("whd_0", "whd_1", "whd_2");
    assertThat(meters.get("keyfold.webhooks.calls.active").gauge().value()).isEqualTo(PER_ENDPOINT);
  }

  @Test
  void aRetryStartsWhenItIsDue() {
    Dispatcher dispatcher = dispatcher(100);
    pending(Given.ACME, "whe_1", "whd_1", Given.NOW.plusSeconds(5));
    dispatcher.dispatchAll();
    assertThat(started).isEmpty();

    clock.advance(Duration.ofSeconds(8));
    dispatcher.dispatchAll();

    assertThat(started).containsExactly("whd_1");
    assertThat(meters.get("keyfold.webhooks.overdue").gauge().value()).isEqualTo(3);
  }

  @Test
  void whenAllPlacesAreTakenEveryEndpointHasItsTurn() {
    Dispatcher dispatcher = dispatcher(1);
    for (int i = 0; i < 2; i++) {
      for (String endpoint : List.of("whe_a", "whe_b", "whe_c")) {
        pending(Given.ACME, endpoint, "whd_" + endpoint + i, Given.NOW);
      }
    }
    dispatcher.dispatchAll();
    while (started.size() < 6) {
      String last = started.getLast();
      end(last.substring(4, 9), last, AttemptResult.answered(200, null));
    }
    assertThat(started).containsExactly(
      "whd_whe_a0",
      "whd_whe_b0",
      "whd_whe_c0",
      "whd_whe_a1",
      "whd_whe_b1",
      "whd_whe_c1"
    );
  }

  @Test
  void aDeliveryThatCouldNotBeAttemptedWaitsForTheNextSearch() {
    Dispatcher dispatcher = dispatcher(100);
    pending(Given.ACME, "whe_1", "whd_1", Given.NOW);
    dispatcher.dispatchAll();

    fail("whd_1");

    assertThat(started).hasSize(1);
    dispatcher.dispatchAll();
    assertThat(started).containsExactly("whd_1", "whd_1");
  }

  @Test
  void aReceiverThatAsksForAPauseIsNotCalled() {
    Dispatcher dispatcher = dispatcher(100);
    for (int i = 0; i < 3; i++) {
      pending(Given.ACME, "whe_1", "whd_" + i, Given.NOW);
    }
    dispatcher.dispatchAll();

    end("whd_0", AttemptResult.answered(429, Given.NOW.plusSeconds(30)));
    dispatcher.dispatchAll();
    assertThat(started).containsExactly("whd_0", "whd_1");

    clock.advance(Duration.ofSeconds(31));
    dispatcher.dispatchAll();
    assertThat(started).containsExactly("whd_0", "whd_1", "whd_2");
  }

  @Test
  void anotherInstancesTenantsAreLeftAlone() {
    Dispatcher dispatcher = dispatcher(100);
    notOwned.add(OTHER);
    pending(OTHER, "whe_1", "whd_other", Given.NOW);
    dispatcher.dispatchAll();
    dispatcher.dispatch(new Dispatcher.Receiver(OTHER, "whe_1"));
    assertThat(started).isEmpty();

    notOwned.clear();
    dispatcher.dispatchAll();
    assertThat(started).containsExactly("whd_other");
  }

  @Test
  @Tag("promise-5")
  void endpointsOfDifferentTenantsWithTheSameIdAreDifferent() {
    Dispatcher dispatcher = dispatcher(100);
    for (int i = 0; i < 3; i++) {
      pending(Given.ACME, "whe_1", "whd_acme" + i, Given.NOW);
      pending(OTHER, "whe_1", "whd_other" + i, Given.NOW);
    }
    dispatcher.dispatchAll();
    assertThat(started).containsExactlyInAnyOrder("whd_acme0", "whd_acme1", "whd_other0", "whd_other1");
  }

  private Dispatcher dispatcher(int maxCalls) {
    var properties = new WebhookProperties(
      Duration.ofSeconds(1),
      Duration.ofSeconds(1),
      maxCalls,
      PER_ENDPOINT,
      Duration.ofSeconds(1)
    );
    return new Dispatcher(
      properties,
      state,
      tenant -> !notOwned.contains(tenant),
      this::attempt,
      Runnable::run,
      clock,
      meters
    );
  }

  private Mono<AttemptResult> attempt(DeliveryRef ref) {
    started.add(ref.id());
    Sinks.One<AttemptResult> sink = Sinks.one();
    running.put(ref.id(), sink);
    return sink.asMono();
  }

  private void end(String id, AttemptResult result) {
    end("whe_1", id, result);
  }

  /** As the log does: the delivery is not pending any more when the attempt ends. */
  private void end(String endpoint, String id, AttemptResult result) {
    fold(record(Given.ACME, endpoint, id, 2, DeliveryStatus.SUCCEEDED).setFinishedAt(clock.instant()).build());
    Objects.requireNonNull(running.get(id)).tryEmitValue(result).orThrow();
  }

  private void fail(String id) {
    Objects.requireNonNull(running.get(id)).tryEmitError(new IllegalStateException("log unavailable")).orThrow();
  }

  private void pending(TenantId tenant, String endpoint, String id, Instant next) {
    fold(record(tenant, endpoint, id, 1, DeliveryStatus.PENDING).setNextAttemptAt(next).build());
  }

  private void fold(WebhookDelivery record) {
    state.apply((each, known) -> view.apply(Delivery.recordKey(each), each, known), List.of(record));
  }

  private static WebhookDelivery.Builder record(
    TenantId tenant,
    String endpoint,
    String id,
    long version,
    DeliveryStatus status
  ) {
    CommandMeta command = CommandMeta.newBuilder(Given.meta(id, null)).setTenantId(tenant.value()).build();
    return WebhookDelivery.newBuilder()
      .setMeta(EventMetas.of(command, version))
      .setWebhookEndpointId(endpoint)
      .setEventType("ping")
      .setBody("{}")
      .setStatus(status)
      .setCreatedAt(Given.NOW)
      .setRoundStartedAt(Given.NOW);
  }
}
