package io.keyfold.session.usage.totals;

import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.clients.CommitUrgency;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.log.decide.NewerReleaseException;
import io.keyfold.platform.metering.Verdict;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageTotal;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aggregates one partition. Store, totals and offset are committed in one Kafka transaction.
 *
 * <p>A total is sent when another total changes or when the poll contains no further record. Consecutive records of one
 * series thus produce one total. Totals are sent in the order of the records they include. The store remembers the
 * pending total, so after a rebalance the next owner sends it with the next record. That record exists, since it was
 * already polled. Timers are not used: Kafka Streams' wall-clock timers stall while the clock is set back.
 *
 * <p>A record without effect resends the last total with its own position. Readers derive the progress of the totals,
 * and thus the completeness watermark, from it.
 */
final class TotalsProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(TotalsProcessor.class);

  private final AvroCodec codec;
  private final DeadLetters deadLetters;
  private final PollCommitCoordinator batches;
  private final Map<Verdict, Counter> counters = new EnumMap<>(Verdict.class);
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable StoredTotals totals;

  TotalsProcessor(AvroCodec codec, DeadLetters deadLetters, PollCommitCoordinator batches, MeterRegistry metrics) {
    this.codec = codec;
    this.deadLetters = deadLetters;
    this.batches = batches;
    for (Verdict verdict : Verdict.values()) {
      counters.put(verdict, metrics.counter("keyfold.usage.totals", "verdict", verdict.name()));
    }
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    KeyValueStore<Bytes, byte[]> store = context.getStateStore(TotalsTopology.STORE);
    this.context = context;
    this.totals = new StoredTotals(store, codec);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> bound = Objects.requireNonNull(context);
    StoredTotals state = Objects.requireNonNull(totals);
    RecordCoordinates position = RecordCoordinates.of(bound);
    Source at = new Source(position.partition(), position.offset());
    Optional<UsageEvent> event = read(record, position);
    event.ifPresent(known -> state.advance(time(known, record)));
    Optional<TotalsChange.Changed> changed = event.flatMap(known -> apply(known, at, state));
    changed.or(() -> state.last().map(last -> moved(last, at))).ifPresent(total -> keep(total, record, bound, state));
    if (batches.processed(bound, CommitUrgency.READER)) {
      send(record, bound, state);
    }
  }

  // Not after the record's timestamp, which Kafka has accepted: a clock that is far ahead must not make totals expire.
  private static Instant time(UsageEvent event, Record<byte[], byte[]> record) {
    Instant accepted = Instant.ofEpochMilli(record.timestamp());
    return event.getRecordedAt().isBefore(accepted) ? event.getRecordedAt() : accepted;
  }

  private Optional<UsageEvent> read(Record<byte[], byte[]> record, RecordCoordinates where) {
    try {
      if (codec.isNewer(record.value())) {
        // Dead-lettering would lose the count: leave the task to instances that understand the record.
        throw new NewerReleaseException("usage record of a newer release at " + where);
      }
      return Optional.of((UsageEvent) codec.decode(Topics.USAGE_RECORDS.name(), record.value()));
    } catch (RegistryException | NewerReleaseException e) {
      // The record is not at fault: stop and retry later.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.publish(where, record.value(), "usage-totals", e);
      return Optional.empty();
    }
  }

  private Optional<TotalsChange.Changed> apply(UsageEvent event, Source at, StoredTotals state) {
    TotalsChange step = TotalsFold.apply(event, at, state);
    Objects.requireNonNull(counters.get(step.verdict())).increment();
    String recordId = event.getRecordId();
    TotalsChange.Changed changed = step.changed();
    if (step.verdict() == Verdict.CONFLICTING || step.verdict() == Verdict.UNMATCHED) {
      LOG.atWarn()
        .addKeyValue("verdict", step.verdict())
        .addKeyValue("record_id", recordId)
        .addKeyValue("partition", at.partition())
        .addKeyValue("offset", at.offset())
        .log("usage record changes no total");
    }
    if (step.verdict() != Verdict.REPEATED) {
      state.sequence(event.getSpoolId(), event.getSpoolSequence());
    }
    if (Boolean.TRUE.equals(step.open()) && changed != null) {
      state.open(recordId, changed.key());
    } else if (Boolean.FALSE.equals(step.open())) {
      state.forget(recordId);
    }
    return Optional.ofNullable(changed);
  }

  private static TotalsChange.Changed moved(TotalsChange.Changed last, Source at) {
    UsageTotal total = UsageTotal.newBuilder(last.total())
      .setSourcePartition(at.partition())
      .setSourceOffset(at.offset())
      .build();
    return new TotalsChange.Changed(last.key(), total);
  }

  private void keep(
    TotalsChange.Changed changed,
    Record<byte[], byte[]> record,
    ProcessorContext<byte[], byte[]> bound,
    StoredTotals state
  ) {
    if (!state.isLast(changed)) {
      send(record, bound, state);
    }
    state.put(changed);
  }

  private void send(Record<byte[], byte[]> record, ProcessorContext<byte[], byte[]> bound, StoredTotals state) {
    if (state.isUnsent()) {
      // Use the record's timestamp, which Kafka has accepted; it rejects timestamps far in the future, which the total
      // may have.
      state.last().ifPresent(last -> bound.forward(message(last, record.timestamp())));
      state.sent();
    }
  }

  private Record<byte[], byte[]> message(TotalsChange.Changed changed, long timestamp) {
    UsageTotal total = changed.total();
    // Identical records must give identical bytes, so the event id is derived from the source position.
    String id = "usage-total/" + total.getSourcePartition() + "/" + total.getSourceOffset();
    var headers = RecordHeaders.cloudEvent(
      total,
      id,
      total.getProviderDeploymentId(),
      total.getUpdatedAt(),
      "session-service"
    );
    byte[] key = changed.key().getBytes(StandardCharsets.UTF_8);
    byte[] value = codec.encode(Topics.USAGE_TOTALS.name(), total);
    return new Record<>(key, value, timestamp, headers);
  }
}
