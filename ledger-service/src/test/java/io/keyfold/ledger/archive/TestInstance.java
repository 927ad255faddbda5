package io.keyfold.ledger.archive;

import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** An instance with a ledger, which writes the archive. For one thread. */
final class TestInstance implements AutoCloseable {

  final TestLedger ledger = new TestLedger();
  final ArchiveProgress progress = new ArchiveProgress(true);
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final MovableClock clock;
  private final Map<Integer, Long> offsets = new HashMap<>();
  private final Map<String, UsageRecorded> started = new HashMap<>();
  private Instant completeUntil = Instant.EPOCH;
  private Duration takeover = Duration.ZERO;
  private long maxRows = 1_000;
  private Archiver archiver;

  TestInstance(WriteOnceStorage storage, Instant now) {
    this.clock = new MovableClock(now);
    this.archiver = archiver(storage);
  }

  private Archiver archiver(WriteOnceStorage storage) {
    return new Archiver(
      new LedgerRows(ledger.store()),
      storage,
      progress,
      new ArchiveMetrics(metrics, progress),
      () -> Optional.of(completeUntil),
      ledger.settings().staging(),
      takeover,
      maxRows,
      clock
    );
  }

  /** The process starts again, on another storage. */
  TestInstance restart(WriteOnceStorage storage) {
    archiver = archiver(storage);
    return this;
  }

  TestInstance takingOverAfter(Duration time, WriteOnceStorage storage) {
    takeover = time;
    return restart(storage);
  }

  TestInstance completeUntil(String time) {
    completeUntil = Instant.parse(time);
    return this;
  }

  TestInstance withRowsPerFile(long rows, WriteOnceStorage storage) {
    maxRows = rows;
    return restart(storage);
  }

  /** Archives until nothing is due. */
  TestInstance archive() throws Exception {
    boolean more = true;
    while (more) {
      more = archiver.run(() -> false);
    }
    return this;
  }

  TestInstance call(String id, String tenant, String at) {
    UsageRecorded start = UsageRecorded.newBuilder(Records.start(id, started.size() * 10L + 1))
      .setSpoolId("usp_" + id)
      .setTenantId(tenant)
      .setOccurredAt(Instant.parse(at))
      .build();
    started.put(id, start);
    return append(id, start);
  }

  TestInstance complete(String id) {
    UsageRecorded start = Objects.requireNonNull(started.get(id));
    return append(id, Records.completion(start, Outcome.SUCCEEDED, start.getSpoolSequence() + 1));
  }

  TestInstance completed(String id, String tenant, String at) {
    return call(id, tenant, at).complete(id);
  }

  private TestInstance append(String id, UsageEvent event) {
    int partition = Math.floorMod(id.hashCode(), 3);
    long offset = offsets.merge(partition, 2L, Long::sum);
    ledger.write(List.of(new UsageFold.Located(event, partition, offset)));
    return this;
  }

  TestInstance event(String id, String tenant, String at) {
    ledger.write(
      Topics.DEPLOYMENT_EVENTS,
      TenantCreated.newBuilder()
        .setMeta(
          EventMeta.newBuilder()
            .setEventId("evt_" + id)
            .setTenantId(tenant)
            .setObjectId(tenant)
            .setVersion(1)
            .setRecordedAt(Instant.parse(at))
            .setActor(new Actor(ActorType.OPERATOR, "test"))
            .setRequestId("req_1")
            .setCommandId(UUID.randomUUID())
            .build()
        )
        .setName(tenant)
        .build()
    );
    return this;
  }

  @Override
  public void close() {
    ledger.close();
  }
}
