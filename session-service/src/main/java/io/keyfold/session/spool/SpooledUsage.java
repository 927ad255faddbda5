package io.keyfold.session.spool;

import io.keyfold.session.usage.UsageSpool;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/** Appends usage records to the disk spool with their sequence, headers and wire format. */
final class SpooledUsage implements UsageSpool {

  private final DiskSpool spool;
  private final SpoolTopics topics;
  private final SpoolWire wire;

  SpooledUsage(DiskSpool spool, SpoolTopics topics, SpoolWire wire) {
    this.spool = spool;
    this.topics = topics;
    this.wire = wire;
  }

  @Override
  public Mono<Void> append(UsageEvent record) {
    return switch (record) {
      case UsageRecorded start -> spooled(start, () -> {});
      case UsageCompleted completion -> spool.append(completion.getOccurredAt(), true, (sequence, floor) ->
        completion(completion, sequence, floor)
      );
    };
  }

  @Override
  public Mono<Void> appendStart(UsageRecorded start, Supplier<UsageCompleted> notAttempted) {
    // Nobody waits for this completion. If it is rejected immediately, the outcome stays unknown, as after a crash.
    return spooled(start, () -> append(notAttempted.get()).onErrorComplete().subscribe());
  }

  @Override
  public Instant floor() {
    return spool.floor();
  }

  private Mono<Void> spooled(UsageRecorded start, Runnable onTimeout) {
    return spool.append(start.getOccurredAt(), false, (sequence, floor) -> start(start, sequence, floor), onTimeout);
  }

  private SpoolEntry start(UsageRecorded record, long sequence, long floorMicros) {
    UsageRecorded placed = UsageRecorded.newBuilder(record)
      .setSpoolId(spool.spoolId())
      .setSpoolSequence(sequence)
      // Usage before the floor was reported as complete. The floor is later than the start of the operation by at most
      // the milliseconds that the record took to get here.
      .setOccurredAt(SpoolTime.latest(record.getOccurredAt(), floorMicros))
      .build();
    return entry(
      placed,
      placed.getProviderDeploymentId(),
      sequence,
      floorMicros,
      placed.getRecordId() + "/begin",
      placed.getRecordedAt()
    );
  }

  private SpoolEntry completion(UsageCompleted record, long sequence, long floorMicros) {
    UsageCompleted placed = UsageCompleted.newBuilder(record)
      .setSpoolId(spool.spoolId())
      .setSpoolSequence(sequence)
      .build();
    return entry(
      placed,
      placed.getProviderDeploymentId(),
      sequence,
      floorMicros,
      placed.getRecordId() + "/end",
      placed.getRecordedAt()
    );
  }

  private SpoolEntry entry(
    SpecificRecord record,
    String deployment,
    long sequence,
    long floorMicros,
    String eventId,
    Instant time
  ) {
    Map<String, String> headers = SpoolHeaders.of(record, eventId, deployment, time);
    return new SpoolEntry(
      sequence,
      floorMicros,
      deployment,
      headers,
      new Payload(wire.encode(topics.records(), record))
    );
  }
}
