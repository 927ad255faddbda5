package io.keyfold.session.spool;

import io.keyfold.platform.completeness.SpoolShutdown;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.usage.SpoolWatermark;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the spool to the log, in order, on its own thread.
 *
 * <p>It first publishes a watermark to announce the spool; the spool accepts records once that is committed.
 *
 * <p>Each batch is one Kafka transaction. An idempotent producer alone does not suffice. When it gives up on a record,
 * later records of the partition may already be written. The resent record, with a lower sequence, would then be
 * dropped as a duplicate. After an unconfirmed commit, a new producer with the same transactional id sends the batch
 * again. If the commit had succeeded, consumers recognise the duplicates by sequence.
 */
final class SpoolSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SpoolSender.class);
  private static final Duration IDLE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final DiskSpool spool;
  private final SpoolSettings settings;
  private final SpoolTopics topics;
  private final SpoolWire wire;
  private final Supplier<Producer<String, byte[]>> producers;
  private final Clock clock;
  private final AtomicLong sent = new AtomicLong();
  private final Map<Integer, Long> positions;
  private final WatermarkPace pace;
  private final SupervisedThread thread;

  private volatile boolean stopping;
  private volatile Instant oldest = Instant.MAX;
  private volatile Instant deadline = Instant.MAX;
  private @Nullable Producer<String, byte[]> producer;
  private int failures;

  SpoolSender(
    DiskSpool spool,
    SpoolSettings settings,
    SpoolTopics topics,
    SpoolWire wire,
    Supplier<Producer<String, byte[]>> producers,
    Clock clock,
    ThreadSupervisor threads
  ) {
    this.spool = spool;
    this.settings = settings;
    this.topics = topics;
    this.wire = wire;
    this.producers = producers;
    this.clock = clock;
    this.positions = new HashMap<>(spool.acknowledged().positions());
    this.pace = new WatermarkPace(settings, System.nanoTime());
    this.thread = threads.thread("usage-spool-sender", this::run);
  }

  /** Starts sending. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      boolean running = true;
      while (running) {
        running = stepOrRecord();
      }
    } finally {
      // Also after an error: the state of the transaction is then unknown.
      discardProducer();
    }
  }

  private boolean stepOrRecord() {
    try {
      boolean running = step();
      failures = 0;
      return running;
    } catch (InterruptedException e) {
      return false;
    } catch (IOException | ExecutionException | RuntimeException e) {
      failed(e);
      return !stopping && pause();
    }
  }

  /** {@return whether to continue} */
  private boolean step() throws IOException, InterruptedException, ExecutionException {
    if (!spool.isAnnounced()) {
      announce();
    }
    List<SpoolEntry> entries = spool.next(settings.batch(), IDLE);
    oldest = entries.isEmpty() ? Instant.MAX : SpoolTime.instant(entries.getFirst().floorMicros());
    if (!entries.isEmpty()) {
      send(entries);
    }
    if (stopping && (entries.isEmpty() || !clock.instant().isBefore(deadline))) {
      publishShutdown(entries.isEmpty());
      return false;
    }
    if (pace.due(System.nanoTime())) {
      advanceWatermark();
    }
    return true;
  }

  /**
   * Publishes that this spool is open, before it sends or accepts records. It may have shut down before, and other
   * instances would otherwise report usage as complete without it.
   */
  private void announce() throws IOException, InterruptedException, ExecutionException {
    OptionalLong until = spool.completeUntilMicros();
    if (until.isEmpty()) {
      throw new IOException("the watermark cannot be stored on disk");
    }
    Instant promised = SpoolTime.instant(until.getAsLong());
    oldest = spool.backlog().records() == 0 ? Instant.MAX : promised;
    publish(promised);
    spool.announced();
    pace.published(System.nanoTime());
  }

  private void send(List<SpoolEntry> entries) throws IOException, InterruptedException, ExecutionException {
    List<RecordMetadata> written = transaction(entries.stream().map(this::message).toList());
    written.forEach(at -> positions.merge(at.partition(), at.offset(), Math::max));
    spool.acknowledged(entries, new Acknowledged(entries.getLast().sequence(), positions));
    sent.addAndGet(entries.size());
    pace.sent();
  }

  private ProducerRecord<String, byte[]> message(SpoolEntry entry) {
    var message = new ProducerRecord<>(topics.records(), entry.key(), entry.value().bytes());
    entry.headers().forEach((name, value) -> message.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return message;
  }

  /** Records continue if Kafka accepts them but no watermark, e.g. because its partition is unavailable. */
  private void advanceWatermark() throws InterruptedException {
    try {
      publishWatermark();
      pace.published(System.nanoTime());
    } catch (IOException | ExecutionException | RuntimeException e) {
      int attempts = pace.failed(System.nanoTime());
      if (isLogged(attempts)) {
        LOG.warn("usage spool: publishing the watermark failed {} times: {}", attempts, e.toString());
      }
      discardProducer();
    }
  }

  private void publishWatermark() throws IOException, InterruptedException, ExecutionException {
    OptionalLong until = spool.completeUntilMicros();
    if (until.isPresent()) {
      publish(SpoolTime.instant(until.getAsLong()));
    }
  }

  /**
   * An empty spool that shuts down in order must not delay completeness. Other instances then report all usage up to
   * now as complete, so the watermark is stored first.
   */
  private void publishShutdown(boolean empty) throws IOException, InterruptedException, ExecutionException {
    if (empty && spool.backlog().records() == 0 && spool.queued() == 0 && spool.completeUntilMicros().isPresent()) {
      publish(SpoolShutdown.AT);
    }
  }

  private void publish(Instant until) throws InterruptedException, ExecutionException {
    Map<String, Long> byPartition = new HashMap<>();
    positions.forEach((partition, offset) -> byPartition.put(Integer.toString(partition), offset));
    SpoolWatermark watermark = SpoolWatermark.newBuilder()
      .setSpoolId(spool.spoolId())
      .setCompleteUntil(until)
      .setPositions(byPartition)
      .build();
    byte[] value = wire.encode(topics.watermarks(), watermark);
    var message = new ProducerRecord<>(topics.watermarks(), spool.spoolId(), value);
    Map<String, String> headers = SpoolHeaders.of(watermark, spool.spoolId(), spool.spoolId(), clock.instant());
    headers.forEach((name, text) -> message.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
    transaction(List.of(message));
  }

  private List<RecordMetadata> transaction(List<ProducerRecord<String, byte[]>> messages)
    throws InterruptedException, ExecutionException {
    Producer<String, byte[]> current = producer();
    current.beginTransaction();
    List<Future<RecordMetadata>> futures = new ArrayList<>(messages.size());
    for (ProducerRecord<String, byte[]> message : messages) {
      futures.add(current.send(message));
    }
    current.commitTransaction();
    List<RecordMetadata> written = new ArrayList<>(messages.size());
    for (Future<RecordMetadata> future : futures) {
      written.add(future.get());
    }
    return written;
  }

  private Producer<String, byte[]> producer() {
    Producer<String, byte[]> current = producer;
    if (current == null) {
      current = producers.get();
      producer = current;
      current.initTransactions();
    }
    return current;
  }

  /** Log the first failure and every 20th, so that an outage does not flood the log. */
  private static boolean isLogged(int attempts) {
    return attempts == 1 || attempts % 20 == 0;
  }

  private void failed(Exception e) {
    failures++;
    if (isLogged(failures)) {
      LOG.warn(
        "usage spool: {} records pending, sending failed {} times: {}",
        spool.backlog().records(),
        failures,
        e.toString()
      );
    }
    discardProducer();
  }

  /** A new producer aborts the open transaction of the old one, whatever its state. */
  private void discardProducer() {
    if (producer != null) {
      try {
        producer.close(Duration.ZERO);
      } catch (KafkaException e) {
        LOG.debug("usage spool: closing the producer failed: {}", e.toString());
      }
      producer = null;
    }
  }

  private boolean pause() {
    try {
      long millis = Math.min(LONGEST_PAUSE.toMillis(), 50L << Math.min(failures, 7));
      TimeUnit.MILLISECONDS.sleep(millis);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** {@return number of records acknowledged since the start} */
  long sent() {
    return sent.get();
  }

  /** {@return age of the oldest record that waits for Kafka} */
  Duration oldestAge() {
    Instant begun = oldest;
    return begun.equals(Instant.MAX) || spool.backlog().records() == 0
      ? Duration.ZERO
      : Duration.between(begun, clock.instant());
  }

  /** Sends the remaining records, bounded by {@link SpoolSettings#closeTimeout}, and stops. */
  @Override
  public void close() {
    deadline = clock.instant().plus(settings.closeTimeout());
    stopping = true;
    thread.end(settings.closeTimeout().multipliedBy(2));
  }
}
