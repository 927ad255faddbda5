package io.keyfold.benchmarks.ledger;

import com.sun.management.OperatingSystemMXBean;
import io.keyfold.ledger.audit.AuditEntry;
import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.store.Batch;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.LedgerWriter;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.topic.KeyPartitioner;
import io.keyfold.platform.topic.Topics;
import io.keyfold.session.usage.MeteredOperation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.TopicPartition;

/** Folds and writes calls as if they were read from a log, one partition after the other. For one thread. */
final class Filler {

  private static final OperatingSystemMXBean SELF = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private static final int PARTITIONS = 6;

  /** Calls that a batch starts. With as many completions it has the default number of records. */
  private static final int STARTS = 2_500;

  /** Calls for each event of an object. */
  private static final int CALLS_PER_EVENT = 500;

  private static final TopicPartition EVENTS = new TopicPartition(Topics.DEPLOYMENT_EVENTS.name(), 0);

  private final LedgerWriter writer;
  private final boolean split;
  private final List<Partition> partitions;
  private final List<Batch.Located> events = new ArrayList<>();
  private long eventOffset;
  private long records;
  private long nanos;
  private long cpuNanos;

  /**
   * What was written.
   *
   * @param calls calls of all tenants
   * @param records their records
   * @param seconds time of folding and writing
   * @param cpuSeconds CPU time of the process meanwhile, of all threads
   */
  record Filled(long calls, long records, double seconds, double cpuSeconds) {}

  private Filler(LedgerWriter writer, boolean split) {
    this.writer = writer;
    this.split = split;
    CallRecords source = new CallRecords();
    this.partitions = IntStream.range(0, PARTITIONS)
      .mapToObj(number -> new Partition(number, source))
      .toList();
  }

  /**
   * Writes all calls.
   *
   * @param split whether a call's start and its completion are in different batches
   */
  static Filled fill(LedgerStore store, SyntheticCalls calls, boolean split) {
    try (LedgerWriter writer = store.writer()) {
      Filler filler = new Filler(writer, split);
      long count = 0;
      while (calls.hasNext()) {
        filler.add(calls.next(), count++);
      }
      // Twice, so that the last calls are completed.
      filler.partitions.forEach(filler::write);
      filler.partitions.forEach(filler::write);
      return new Filled(count, filler.records, filler.nanos / 1e9, filler.cpuNanos / 1e9);
    }
  }

  private void add(MeteredOperation call, long number) {
    if (number % CALLS_PER_EVENT == 0) {
      events.add(new Batch.Located(event(call), EVENTS, eventOffset++));
    }
    Partition partition = partitions.get(KeyPartitioner.partition(call.deploymentId(), PARTITIONS));
    if (partition.add(call) == STARTS) {
      write(partition);
    }
  }

  private void write(Partition partition) {
    List<UsageFold.Located> batch = split ? partition.split() : partition.whole();
    records += batch.size();
    TopicPartition at = new TopicPartition(Topics.USAGE_RECORDS.name(), partition.number());
    Map<TopicPartition, Long> positions = Map.of(at, partition.position(), EVENTS, eventOffset);
    long cpu = SELF.getProcessCpuTime();
    long start = System.nanoTime();
    writer.write(new Batch(UsageFold.of(batch, writer).changes(), events, positions));
    nanos += System.nanoTime() - start;
    cpuNanos += SELF.getProcessCpuTime() - cpu;
    events.clear();
  }

  private static AuditEntry event(MeteredOperation call) {
    return new AuditEntry(
      Ids.fresh(AuditEntry.ID_PREFIX, call.occurredAt()),
      "io.keyfold.deployment.events.DeploymentUpdated",
      call.tenant().value(),
      "api_key",
      call.actor().getId(),
      call.deploymentId(),
      call.requestId(),
      call.occurredAt(),
      new TreeMap<>(Map.of("name", "Acme", "provider_id", call.providerId()))
    );
  }
}
