package io.keyfold.platform.log.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class IdempotencyTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private final Idempotency fold = new Idempotency();

  @Test
  void theFirstOutcomeIsRememberedUnderItsKey() {
    MapState state = MapState.of(fold, List.of(event("k", "h", MONDAY)));
    assertThat(state.find(Idempotency.key(TENANT, "k"))).hasValueSatisfying(first -> {
      assertThat(first.isOf("h")).isTrue();
      assertThat(first.isOf("other")).isFalse();
      assertThat(first.holdsAt(MONDAY.plus(Duration.ofDays(6)))).isTrue();
      assertThat(first.holdsAt(MONDAY.plus(Duration.ofDays(7)))).isFalse();
    });
  }

  @Test
  void nothingIsRememberedWithoutAKey() {
    assertThat(MapState.of(fold, List.of(event(null, null, MONDAY)))).isEqualTo(new MapState());
  }

  @Test
  void whatIsOlderThanSevenDaysIsForgottenByLaterEvents() {
    MapState state = MapState.of(
      fold,
      List.of(event("old", "h", MONDAY), event("new", "h", MONDAY.plus(Duration.ofDays(8))))
    );
    assertThat(state.find(Idempotency.key(TENANT, "old"))).isEmpty();
    assertThat(state.find(Idempotency.key(TENANT, "new"))).isPresent();
  }

  @Test
  void aKeyThatWasUsedAnewIsNotForgottenWithItsOldUse() {
    MapState state = MapState.of(
      fold,
      List.of(
        event("k", "h1", MONDAY),
        event("k", "h2", MONDAY.plus(Duration.ofDays(8))),
        event("x", "h", MONDAY.plus(Duration.ofDays(9)))
      )
    );
    assertThat(state.find(Idempotency.key(TENANT, "k"))).hasValueSatisfying(first ->
      assertThat(first.isOf("h2")).isTrue()
    );
  }

  @Test
  void whatIsFoldedAgainForgetsNoMore() {
    List<Event> log = List.of(
      event("a", "h", MONDAY),
      event("b", "h", MONDAY.plusSeconds(1)),
      event("c", "h", MONDAY.plusSeconds(2)),
      event("later", "h", MONDAY.plus(Duration.ofDays(8)))
    );
    MapState once = MapState.of(fold, log);
    assertThat(once.find(Idempotency.key(TENANT, "c"))).isPresent();

    MapState twice = MapState.of(fold, log).apply(fold, log.subList(3, 4));

    assertThat(twice).isEqualTo(once);
  }

  /** A crash while a view is rebuilt may go back over months of events. */
  @Property(tries = 500)
  void whateverIsFoldedAgainAfterACrashChangesNothing(
    @ForAll @Size(max = 40) List<@IntRange(max = 6) Integer> keys,
    @ForAll Random random
  ) {
    List<Event> log = new ArrayList<>();
    Instant at = MONDAY;
    for (int key : keys) {
      // Instances' clocks differ a little.
      at = at.plus(Duration.ofHours(random.nextInt(72))).minusSeconds(random.nextInt(5));
      log.add(event("k" + key, "h" + log.size(), at));
    }
    MapState once = MapState.of(fold, log);
    int from = random.nextInt(log.size() + 1);
    int crash = from + random.nextInt(log.size() + 1 - from);
    MapState again = MapState.of(fold, log.subList(0, crash));
    again.apply(fold, log.subList(from, log.size()));
    assertThat(again).isEqualTo(once);
  }

  private static Event event(@Nullable String key, @Nullable String hash, Instant at) {
    EventMeta meta = EventMeta.newBuilder()
      .setEventId("evt_1")
      .setTenantId(TENANT.value())
      .setObjectId(TENANT.value())
      .setVersion(1)
      .setRecordedAt(at)
      .setActor(Actor.newBuilder().setType(ActorType.SERVICE).setId("test").build())
      .setRequestId("req_1")
      .setCommandId(UUID.nameUUIDFromBytes((key + hash).getBytes(StandardCharsets.UTF_8)))
      .setIdempotencyKey(key)
      .setRequestHash(hash)
      .build();
    return TenantCreated.newBuilder().setMeta(meta).setName("n").build();
  }
}
