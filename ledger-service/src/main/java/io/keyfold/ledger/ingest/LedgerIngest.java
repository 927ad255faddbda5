package io.keyfold.ledger.ingest;

import io.keyfold.ledger.retention.Retention;
import io.keyfold.ledger.store.LedgerDigest;
import io.keyfold.ledger.store.LedgerSettings;
import io.keyfold.ledger.store.LedgerStore;
import io.keyfold.ledger.store.LedgerWriter;
import io.keyfold.ledger.store.StoreException;
import io.keyfold.platform.log.view.ExternalView;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.view.ViewFormatVersion;
import io.keyfold.platform.log.view.ViewProgress;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.thread.SupervisedThread;
import io.micrometer.core.instrument.Gauge;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads usage records and events into this instance's store, on a thread of its own. It begins at the positions in the
 * store, which are written in the same transaction as what was read. After a failure it opens the store anew; a store
 * that is damaged or of other tables is deleted and rebuilt from the log; otherwise a rebuild goes into a file beside the
 * live one and replaces it once it has caught up. Thread-safe.
 */
public final class LedgerIngest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerIngest.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  /** While two files are written in turns, neither waits for the other's records. */
  private static final Duration SHORT_POLL = Duration.ofMillis(10);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final LedgerStore store;
  private final LedgerTopics topics;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final RecordReader reader;
  private final ViewFormatVersion version;
  private final BatchListener listener;
  private final Retention retention;
  private final LogParts parts;
  private final SupervisedThread thread;
  private volatile CatchUpProgress progress = CatchUpProgress.UNKNOWN;
  private volatile CatchUpProgress rebuilding = CatchUpProgress.UNKNOWN;
  private volatile boolean rebuildRequested;
  private volatile @Nullable Consumer<byte[], byte[]> polling;
  private volatile boolean closing;

  /**
   * Creates the ingest; {@link #start} starts it.
   *
   * @param topics what is folded, for lag and waits
   * @param listener receives each batch
   * @param retention removes old rows
   * @param kafka consumer configuration: servers and security
   */
  public LedgerIngest(
    LedgerStore store,
    LedgerSettings settings,
    LedgerTopics topics,
    BatchListener listener,
    Retention retention,
    LogParts log,
    Map<String, Object> kafka
  ) {
    this.store = store;
    this.topics = topics;
    log.codec().prepare(topics.names());
    this.consumers = () -> LedgerConsumers.create(kafka, log.properties(), settings);
    this.version = ViewFormatVersion.in(settings.folder(), LedgerStore.VERSION);
    this.reader = new RecordReader(log.codec(), log.deadLetters(), version);
    this.listener = listener;
    this.retention = retention;
    this.parts = log;
    Gauge.builder("keyfold.ledger.rebuild.progress", this, LedgerIngest::rebuiltPart)
      .description("Part of the log that the rebuild beside the live store has folded; NaN without a rebuild")
      .register(log.metrics());
    this.thread = log.threads().thread("keyfold-ledger-ingest", this::run);
  }

  /** Starts to read; returns at once. */
  public void start() {
    thread.start();
  }

  /** {@return the ledger as views of the service, one for each topic} */
  public List<ExternalView> views() {
    return topics
      .all()
      .stream()
      .<ExternalView>map(topic -> new LedgerTopic(topic, this))
      .toList();
  }

  boolean ready() {
    return progress.isReached();
  }

  ViewProgress progress(String topic) {
    return progress.of(topic);
  }

  LedgerDigest digest(String topic) {
    return store
      .read(database -> LedgerDigest.of(database, topic))
      .orElseThrow(() -> new IllegalStateException("the store is not open"));
  }

  /** Requests a rebuild beside the live store; without effect while one is under way. */
  public void requestRebuild() {
    rebuildRequested = true;
  }

  /** {@return the progress of the rebuild beside the live store, by topic; empty if there is none} */
  public Map<String, ViewProgress> rebuild() {
    CatchUpProgress now = rebuilding;
    return now.ends().isEmpty()
      ? Map.of()
      : topics
          .names()
          .stream()
          .collect(Collectors.toMap(topic -> topic, now::of));
  }

  private double rebuiltPart() {
    ViewProgress all = rebuilding.total();
    return all.total() == 0 ? Double.NaN : (double) all.folded() / all.total();
  }

  private void run() {
    try (Consumer<byte[], byte[]> consumer = consumers.get()) {
      polling = consumer;
      if (closing) {
        return;
      }
      openStore();
      boolean again = true;
      while (again) {
        again = read(consumer);
      }
    } catch (WakeupException e) {
      LOG.atDebug().log("stopped");
    } catch (OffsetOutOfRangeException e) {
      LOG.atError().setCause(e).log("the log does not have the store's positions; the store is rebuilt from the log");
      store.delete();
      store.deleteNext();
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
      rebuilding = CatchUpProgress.UNKNOWN;
      store.close();
    }
  }

  private void openStore() {
    topics.all().forEach(FoldedTopic::restart);
    if (version.isOfOtherFolds()) {
      LOG.atInfo().log("the store is of another release and is rebuilt from the log");
      store.delete();
      store.deleteNext();
      version.markComplete();
    } else if (version.isOutdated()) {
      LOG.atInfo().log("an older release could not read all records; the store is rebuilt beside the live one");
      requestRebuild();
    }
    version.resume();
    store.open();
  }

  /** {@return whether the store was replaced and must be read into again; false when stopping} */
  private boolean read(Consumer<byte[], byte[]> consumer) {
    boolean rebuilt = false;
    try (LedgerWriter writer = store.writer()) {
      Partitions partitions = Partitions.assign(consumer, topics.names(), writer.positions());
      LogReading live = new LogReading(partitions, writer, reader, parts.metrics());
      show(live.progress());
      partitions.positions().forEach(this::advance);
      while (!closing && !rebuilt) {
        folded(live.next(POLL));
        show(live.progress());
        retention.run(writer);
        rebuilt = (rebuildRequested || store.hasNext()) && rebuild(live);
      }
    }
    if (rebuilt) {
      store.replace();
      version.resume();
      LOG.atInfo().log("the rebuilt store has replaced the live one");
    }
    return rebuilt;
  }

  /** {@return whether the next file has everything that the live one has; false when stopping or after a failure} */
  private boolean rebuild(LogReading live) {
    LOG.atInfo().addKeyValue("continued", store.hasNext()).log("the store is rebuilt beside the live one");
    boolean reached = false;
    try (Rebuild rebuild = Rebuild.begin(store, consumers, topics, parts)) {
      while (!closing && !reached) {
        rebuild.step(SHORT_POLL);
        Map<TopicPartition, Long> positions = folded(live.next(SHORT_POLL));
        rebuilding = rebuild.progress();
        reached = rebuilding.isReached() && rebuild.hasReached(positions);
      }
    } catch (RebuildException e) {
      LOG.atError().setCause(e).log("the rebuild failed; the live store stays as it is");
      store.deleteNext();
    } finally {
      rebuilding = CatchUpProgress.UNKNOWN;
      rebuildRequested = false;
    }
    return reached;
  }

  /** While another file takes over, the instance stays ready. */
  private void show(CatchUpProgress now) {
    if (!progress.isReached() || now.isReached()) {
      progress = now;
    }
  }

  private Map<TopicPartition, Long> folded(LogReading.Written written) {
    listener.written(written.batch());
    written.batch().positions().forEach(this::advance);
    written.polled().forEach(record -> topics.of(record.topic()).folded(record.timestamp()));
    return written.batch().positions();
  }

  private void advance(TopicPartition partition, long position) {
    topics.of(partition.topic()).advance(partition.partition(), position);
  }

  /** Stops reading, and closes the store. */
  @Override
  public void close() {
    closing = true;
    Optional.ofNullable(polling).ifPresent(Consumer::wakeup);
    thread.end(CLOSE_TIMEOUT);
  }
}
