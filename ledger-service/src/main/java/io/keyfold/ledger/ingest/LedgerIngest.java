package io.keyfold.ledger.ingest;

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
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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
 * that is damaged or outdated is deleted and rebuilt from the log. Thread-safe.
 */
public final class LedgerIngest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LedgerIngest.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

  private final LedgerStore store;
  private final LedgerTopics topics;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final RecordReader reader;
  private final ViewFormatVersion version;
  private final BatchListener listener;
  private final MeterRegistry metrics;
  private final SupervisedThread thread;
  private volatile CatchUpProgress progress = CatchUpProgress.UNKNOWN;
  private volatile @Nullable Consumer<byte[], byte[]> polling;
  private volatile boolean closing;

  /**
   * Creates the ingest; {@link #start} starts it.
   *
   * @param topics what is folded, for lag and waits
   * @param listener receives each batch
   * @param kafka consumer configuration: servers and security
   */
  public LedgerIngest(
    LedgerStore store,
    LedgerSettings settings,
    LedgerTopics topics,
    BatchListener listener,
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
    this.metrics = log.metrics();
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
      .<ExternalView>map(topic -> new LedgerTopic(topic.view(), topic, this))
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
    topics.all().forEach(FoldedTopic::restart);
    if (version.isOutdated()) {
      LOG.atInfo().log("the store is of another release and is rebuilt from the log");
      store.delete();
      version.markComplete();
    }
    version.resume();
    store.open();
  }

  private void read(Consumer<byte[], byte[]> consumer, LedgerWriter writer) {
    Partitions partitions = Partitions.assign(consumer, topics.names(), writer.positions());
    LogReading log = new LogReading(partitions, writer, reader, metrics);
    progress = log.progress();
    partitions.positions().forEach(this::advance);
    while (!closing) {
      LogReading.Written written = log.next();
      listener.written(written.batch());
      written.batch().positions().forEach(this::advance);
      written.polled().forEach(record -> topics.of(record.topic()).folded(record.timestamp()));
      progress = log.progress();
    }
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
