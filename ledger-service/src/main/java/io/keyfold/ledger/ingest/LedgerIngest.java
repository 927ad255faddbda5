package io.keyfold.ledger.ingest;

import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.store.LedgerDigest;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.LedgerWriter;
import io.keyfold.ledger.store.StoreException;
import io.keyfold.platform.log.view.ExternalView;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.view.ViewDigest;
import io.keyfold.platform.log.view.ViewFormatVersion;
import io.keyfold.platform.log.view.ViewProgress;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.metering.Verdict;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads usage records into this instance's store, on a thread of its own. It begins at the positions in the store, which
 * are written in the same transaction as what was read. After a failure it opens the store anew; a store that is damaged
 * or outdated is deleted and rebuilt from the log. Thread-safe.
 */
public final class LedgerIngest implements ExternalView, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerIngest.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final LedgerStore store;
  private final FoldedTopic topic;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final RecordReader reader;
  private final ViewFormatVersion version;
  private final MeterRegistry metrics;
  private final Timer commits;
  private final SupervisedThread thread;
  private volatile CatchUpProgress progress = CatchUpProgress.UNKNOWN;
  private volatile @Nullable Consumer<byte[], byte[]> polling;
  private volatile boolean closing;

  /**
   * Creates the thread; {@link #start} starts it.
   *
   * @param topic what is folded, for lag and waits
   * @param consumers creates consumers without a group, which read committed records and have no offset reset
   * @param reader decodes the records
   * @param version version of the store
   */
  LedgerIngest(
    LedgerStore store,
    FoldedTopic topic,
    Supplier<Consumer<byte[], byte[]>> consumers,
    RecordReader reader,
    ViewFormatVersion version,
    ThreadSupervisor threads,
    MeterRegistry metrics
  ) {
    this.store = store;
    this.topic = topic;
    this.consumers = consumers;
    this.reader = reader;
    this.version = version;
    this.metrics = metrics;
    this.commits = Timer.builder("keyfold.ledger.commit")
      .description("Appending one batch of records, with its positions")
      .register(metrics);
    this.thread = threads.thread("keyfold-ledger-ingest", this::run);
  }

  /**
   * {@return the ingest of a service}
   *
   * @param kafka consumer configuration: servers and security
   */
  public static LedgerIngest of(
    LedgerStore store,
    LedgerSettings settings,
    FoldedTopic topic,
    LogParts log,
    Map<String, Object> kafka
  ) {
    log.codec().prepare(List.of(topic.topic().name(), topic.topic().deadLetters().name()));
    ViewFormatVersion version = ViewFormatVersion.in(settings.folder(), LedgerStore.VERSION);
    return new LedgerIngest(
      store,
      topic,
      () -> LedgerConsumers.create(kafka, log.properties(), settings),
      new RecordReader(log.codec(), log.deadLetters(), version),
      version,
      log.threads(),
      log.metrics()
    );
  }

  /** Starts to read; returns at once. */
  public void start() {
    thread.start();
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public FoldedTopic topic() {
    return topic;
  }

  @Override
  public boolean ready() {
    return progress.isReached();
  }

  @Override
  public ViewProgress progress() {
    return progress.view();
  }

  @Override
  public ViewDigest digest() {
    LedgerDigest digest = store
      .read(LedgerDigest::of)
      .orElseThrow(() -> new IllegalStateException("the store is not open"));
    // Computed in one transaction, so it belongs to exactly these positions.
    return new ViewDigest(digest.text(), digest.positions(), true);
  }

  private void run() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      polling = consumer;
      if (closing) {
        return;
      }
      openStore();
      try (LedgerWriter writer = store.writer()) {
        read(consumer, writer);
      }
    } catch (WakeupException e) {
      LOG.atDebug().log("stopped");
    } catch (OffsetOutOfRangeException e) {
      LOG.atError().setCause(e).log("the log does not have the store's positions; the store is rebuilt from the log");
      store.delete();
      throw e;
    } catch (StoreException e) {
      if (e.isDamage()) {
        LOG.atError().setCause(e).log("the store is damaged and is rebuilt from the log");
        store.delete();
      }
      throw e;
    } finally {
      polling = null;
      progress = CatchUpProgress.UNKNOWN;
      store.close();
    }
  }

  private void openStore() {
    topic.restart();
    if (version.isOutdated()) {
      LOG.atInfo().log("the store is of another release and is rebuilt from the log");
      store.delete();
      version.markComplete();
    }
    version.resume();
    store.open();
  }

  private void read(Consumer<byte[], byte[]> consumer, LedgerWriter writer) {
    Partitions partitions = Partitions.assign(consumer, topic.topic().name(), writer.positions());
    progress = new CatchUpProgress(partitions.positions(), partitions.positions(), partitions.ends());
    partitions.positions().forEach(topic::advance);
    while (!closing) {
      ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
      Map<Integer, Long> positions = partitions.positions();
      if (!polled.isEmpty()) {
        write(polled, positions, writer);
      }
      // Also without records: transaction markers take offsets too.
      positions.forEach(topic::advance);
      progress = progress.at(positions);
    }
  }

  private void write(ConsumerRecords<byte[], byte[]> polled, Map<Integer, Long> positions, LedgerWriter writer) {
    List<UsageFold.Located> records = new ArrayList<>(polled.count());
    polled.forEach(record -> reader.read(record).ifPresent(records::add));
    Map<Verdict, Integer> verdicts = new HashMap<>();
    commits.record(() -> {
      UsageFold fold = UsageFold.of(records, writer);
      writer.write(fold.changes(positions));
      verdicts.putAll(fold.verdicts());
    });
    verdicts.forEach((verdict, count) ->
      metrics.counter("keyfold.ledger.records", "verdict", verdict.name()).increment(count)
    );
    polled.forEach(record -> topic.folded(record.timestamp()));
  }

  /** Stops reading, and closes the store. */
  @Override
  public void close() {
    closing = true;
    Optional.ofNullable(polling).ifPresent(Consumer::wakeup);
    thread.end(CLOSE_TIMEOUT);
  }
}
