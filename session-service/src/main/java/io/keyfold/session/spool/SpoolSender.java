package io.keyfold.session.spool;

import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.session.usage.SpoolShutdown;
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
 * Moves the spool to the log, in order, on a thread of its own.
 *
 * <p>An opening begins with a watermark, and takes records once that is committed.
 *
 * <p>Each batch is one Kafka transaction, so all of it is on the log or none. An idempotent producer alone is not enough:
 * when it gives up on one record, later ones of the same partition may already be there, and the resent one, whose sequence
 * is lower, would be taken for a repetition. A batch whose commit was not confirmed is sent again by a new producer under
 * the same transactional id; if it had been committed after all, its sequences tell that it is a repetition.
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

  /** Begins to send. */
  void start() {
    thread.start();
  }

  private void run() {
    try {
      boolean goOn = true;
      while (goOn) {
        goOn = stepOrFail();
      }
    } finally {
      // After an error, too: who begins again cannot know how far its transaction is.
      discardProducer();
    }
  }

  private boolean stepOrFail() {
    try {
      boolean goOn = step();
      failures = 0;
      return goOn;
    } catch (InterruptedException e) {
      return false;
    } catch (IOException | ExecutionException | RuntimeException e) {
      failed(e);
      return !stopping && pause();
    }
  }

  /** {@return whether there is more to do} */
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
      signOff(entries.isEmpty());
      return false;
    }
    if (pace.due(System.nanoTime())) {
      tellHowFar();
    }
    return true;
  }

  /**
   * Says that this spool is open, before anything else is sent and anything is taken: it may have signed off, and others would
   * go on saying that usage is complete.
   */
  private void announce() throws IOException, InterruptedException, ExecutionException {
    OptionalLong until = spool.completeUntilMicros();
    if (until.isEmpty()) {
      throw new IOException("the disk refuses what would be promised");
    }
    Instant promised = SpoolTime.instant(until.getAsLong());
    oldest = spool.backlog().records() == 0 ? Instant.MAX : promised;
    publish(promised);
    spool.announced();
    pace.told(System.nanoTime());
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

  /** Records go on where Kafka takes them and no watermark: its partition may be one that takes nothing. */
  private void tellHowFar() throws InterruptedException {
    try {
      publishWatermark();
      pace.told(System.nanoTime());
    } catch (IOException | ExecutionException | RuntimeException e) {
      int inARow = pace.failed(System.nanoTime());
      if (isTold(inARow)) {
        LOG.warn("usage spool: telling how far it is failed {} times: {}", inARow, e.toString());
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

  /** An empty spool that ends in order holds nobody up. Others take all up to now for complete then, so that is kept. */
  private void signOff(boolean empty) throws IOException, InterruptedException, ExecutionException {
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

  /** The first of a row, and then some: a line for each would fill the log of an outage. */
  private static boolean isTold(int inARow) {
    return inARow == 1 || inARow % 20 == 0;
  }

  private void failed(Exception e) {
    failures++;
    if (isTold(failures)) {
      LOG.warn(
        "usage spool: {} records wait, sending failed {} times: {}",
        spool.backlog().records(),
        failures,
        e.toString()
      );
    }
    discardProducer();
  }

  /** A new one ends the open transaction of the old one, whatever state that is in. */
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

  /** {@return how many records were acknowledged since the start} */
  long sent() {
    return sent.get();
  }

  /** {@return how old the oldest record is that waits for Kafka} */
  Duration oldestAge() {
    Instant begun = oldest;
    return begun.equals(Instant.MAX) || spool.backlog().records() == 0
      ? Duration.ZERO
      : Duration.between(begun, clock.instant());
  }

  /** Sends the rest, bounded by {@link SpoolSettings#closeTimeout}, and ends. */
  @Override
  public void close() {
    deadline = clock.instant().plus(settings.closeTimeout());
    stopping = true;
    thread.end(settings.closeTimeout().multipliedBy(2));
  }
}
