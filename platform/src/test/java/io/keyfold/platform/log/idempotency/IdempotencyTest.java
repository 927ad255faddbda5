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
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-2")
class IdempotencyTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Instant MONDAY = Instant.parse("2026-11-16T09:00:00Z");
  private final Idempotency fold = new Idempotency();

  @Test
  void theFirstOutcomeIsStoredUnderItsKey() {
    MapState state = MapState.of(fold, List.of(event("k", "h", MONDAY)));
    assertThat(state.find(Idempotency.key(TENANT, "k"))).hasValueSatisfying(first -> {
      assertThat(first.matches("h")).isTrue();
      assertThat(first.matches("other")).isFalse();
      assertThat(first.isValidAt(MONDAY.plus(Duration.ofDays(6)))).isTrue();
      assertThat(first.isValidAt(MONDAY.plus(Duration.ofDays(7)))).isFalse();
    });
  }

  @Test
  void nothingIsStoredWithoutAKey() {
    assertThat(MapState.of(fold, List.of(event(null, null, MONDAY)))).isEqualTo(new MapState());
  }

  @Test
  void outcomesExpireAfterSevenDays() {
    MapState state = MapState.of(
      fold,
      List.of(event("old", "h", MONDAY), event("new", "h", MONDAY.plus(Duration.ofDays(8))))
    );
    assertThat(state.find(Idempotency.key(TENANT, "old"))).isEmpty();
    assertThat(state.find(Idempotency.key(TENANT, "new"))).isPresent();
  }

  @Test
  void aReusedKeyDoesNotExpireWithItsFirstUse() {
    MapState state = MapState.of(
      fold,
      List.of(
        event("k", "h1", MONDAY),
        event("k", "h2", MONDAY.plus(Duration.ofDays(8))),
        event("x", "h", MONDAY.plus(Duration.ofDays(9)))
      )
    );
    assertThat(state.find(Idempotency.key(TENANT, "k"))).hasValueSatisfying(first ->
      assertThat(first.matches("h2")).isTrue()
    );
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
