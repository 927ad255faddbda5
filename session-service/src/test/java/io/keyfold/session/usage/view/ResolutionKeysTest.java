package io.keyfold.session.usage.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResolutionKeysTest {

  private final MapState records = new MapState();

  @Test
  void theLastResolutionUnderAKeyIsRememberedForSevenDays() {
    fold(record("crs_1", 1, "k", MeteredOperations.AT));
    fold(record("crs_2", 2, "k", MeteredOperations.AT.plusSeconds(1)));
    fold(record("crs_3", 2, null, MeteredOperations.AT.plusSeconds(2)));

    assertThat(found("k", MeteredOperations.AT.plus(Duration.ofDays(6)))).hasValueSatisfying(last -> {
      assertThat(last.id()).isEqualTo("crs_2");
      assertThat(last.credentialVersion()).isEqualTo(2);
      assertThat(last.matches("hash of k")).isTrue();
    });
    assertThat(found("k", MeteredOperations.AT.plus(Duration.ofDays(8)))).isEmpty();
    assertThat(found(null, MeteredOperations.AT)).isEmpty();
  }

  @Test
  @Tag("promise-7")
  void laterRecordsRemoveExpiredKeysAndReplayIsIdempotent() {
    UsageRecorded old = record("crs_1", 1, "old", MeteredOperations.AT);
    UsageRecorded later = record("crs_2", 1, "new", MeteredOperations.AT.plus(Duration.ofDays(8)));
    fold(old);
    fold(later);
    MapState once = new MapState();
    once.apply(ResolutionKeysTest::fold, List.of(later));
    assertThat(records).isEqualTo(once);

    fold(later);

    assertThat(records).isEqualTo(once);
  }

  @Test
  void oneRecordCoversTheSameCredentialForTheSameActorOnly() {
    KeyedResolution first = of(record("crs_1", 1, "k", MeteredOperations.AT));
    assertThat(first.covers(of(record("crs_2", 1, "k", MeteredOperations.AT.plusSeconds(1))))).isTrue();
    assertThat(first.covers(of(record("crs_2", 2, "k", MeteredOperations.AT)))).isFalse();
    UsageRecorded other = UsageRecorded.newBuilder(record("crs_2", 1, "k", MeteredOperations.AT))
      .setActor(new Actor(ActorType.API_KEY, "key_2"))
      .build();
    assertThat(first.covers(of(other))).isFalse();
  }

  private void fold(UsageRecorded record) {
    records.apply(ResolutionKeysTest::fold, List.of(record));
  }

  private static List<Change> fold(UsageRecorded record, State before) {
    return new ResolutionKeys().apply(0, "pdp_1", record, before);
  }

  private Optional<KeyedResolution> found(@Nullable String key, Instant at) {
    TenantId tenant = MeteredOperations.TENANT;
    Actor actor = new Actor(ActorType.API_KEY, "key_1");
    return ResolutionKeys.find(records, new WriteRequest(tenant, actor, "req_2", at, key, "h", null));
  }

  private static KeyedResolution of(UsageRecorded record) {
    return KeyedResolution.of(record).orElseThrow();
  }

  private static UsageRecorded record(String id, long version, @Nullable String key, Instant at) {
    UsageRecorded operation = MeteredOperations.start(
      MeteredOperations.call(id, "pdp_1", version, "send", at),
      "usp_1",
      1
    );
    return UsageRecorded.newBuilder(operation)
      .setRecordId(id + "/credential_resolutions")
      .setIdempotencyKey(key)
      .setRequestHash(key == null ? null : "hash of " + key)
      .build();
  }
}
