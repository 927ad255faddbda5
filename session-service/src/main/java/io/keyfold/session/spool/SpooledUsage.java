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

/** Records of use in the disk spool: numbers them, and gives them their headers and wire form. */
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
      case UsageRecorded begin -> taken(begin, () -> {});
      case UsageCompleted end -> spool.append(end.getOccurredAt(), true, (sequence, floor) ->
        end(end, sequence, floor)
      );
    };
  }

  @Override
  public Mono<Void> begin(UsageRecorded begin, Supplier<UsageCompleted> notMade) {
    // Nobody waits for this end. One that is refused at once leaves the act unknown, as a crash would.
    return taken(begin, () -> append(notMade.get()).onErrorComplete().subscribe());
  }

  @Override
  public Instant floor() {
    return spool.floor();
  }

  private Mono<Void> taken(UsageRecorded begin, Runnable unanswered) {
    return spool.append(begin.getOccurredAt(), false, (sequence, floor) -> begin(begin, sequence, floor), unanswered);
  }

  private SpoolEntry begin(UsageRecorded record, long sequence, long floorMicros) {
    UsageRecorded placed = UsageRecorded.newBuilder(record)
      .setSpoolId(spool.spoolId())
      .setSpoolSequence(sequence)
      // Everything before the floor was promised to be complete. It is later than the act's own time by the
      // milliseconds that the record took to get here, if at all.
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

  private SpoolEntry end(UsageCompleted record, long sequence, long floorMicros) {
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
