package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.completeness.SpoolShutdown;
import io.keyfold.platform.error.ApiException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

/** Tests the sender against a producer with injected failures. */
class SpoolSenderIT {

  private static final SpoolTopics TOPICS = new SpoolTopics("usage.records", "usage.watermarks");

  @TempDir
  Path folder;

  /** Holds the committed records of all producers. */
  private final List<MockProducer<String, byte[]>> producers = new CopyOnWriteArrayList<>();

  @Test
  void recordsArriveInOrderAndAreAcknowledged() throws Exception {
    try (DiskSpool spool = open(false); SpoolSender sender = sender(spool, this::healthy)) {
      start(sender, spool);
      Spools.append(spool, "a", "b", "c");

      await().untilAsserted(() -> assertThat(records()).containsExactly("a", "b", "c"));
      await().untilAsserted(() -> assertThat(spool.backlog()).isEqualTo(Backlog.NONE));
      assertThat(sender.sent()).isEqualTo(3);
    }
  }

  @Test
  void afterAFailedCommitAnotherProducerResendsTheWholeBatchInOrder() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Supplier<Producer<String, byte[]>> failsTwice = () -> {
      MockProducer<String, byte[]> producer = healthy();
      if (made.incrementAndGet() <= 2) {
        producer.commitTransactionException = new KafkaException("no response");
      }
      return producer;
    };
    try (DiskSpool spool = open(false)) {
      spool.announced();
      Spools.append(spool, "a", "b", "c");
      try (SpoolSender sender = sender(spool, failsTwice)) {
        sender.start();

        await().untilAsserted(() -> assertThat(records()).containsExactly("a", "b", "c"));
        assertThat(producers.getFirst().closed()).isTrue();
      }
    }
  }

  @Test
  @Tag("promise-6")
  void unsentRecordsAreSentAfterARestart() throws Exception {
    try (DiskSpool spool = open(false)) {
      spool.announced();
      Spools.append(spool, "a", "b");
    }
    try (DiskSpool spool = open(false); SpoolSender sender = sender(spool, this::healthy)) {
      start(sender, spool);
      Spools.append(spool, "c");

      await().untilAsserted(() -> assertThat(records()).containsExactly("a", "b", "c"));
    }
  }

  @Test
  void theWatermarkAdvancesWhileIdleAndAnEmptySpoolPublishesItsShutdown() throws Exception {
    try (DiskSpool spool = open(false)) {
      try (SpoolSender sender = sender(spool, this::healthy)) {
        sender.start();
        await().untilAsserted(() -> assertThat(watermarks()).hasSizeGreaterThan(2));
      }
      assertThat(new String(watermarks().getLast().value(), StandardCharsets.UTF_8)).contains(
        SpoolShutdown.AT.toString()
      );
      assertThat(watermarks().getLast().key()).isEqualTo(spool.spoolId());
    }
  }

  @Test
  @Tag("promise-6")
  void aSpoolWithPendingRecordsPublishesNoShutdown() throws Exception {
    Supplier<Producer<String, byte[]>> broken = () -> {
      MockProducer<String, byte[]> producer = healthy();
      producer.commitTransactionException = new KafkaException("no response");
      return producer;
    };
    try (DiskSpool spool = open(false)) {
      spool.announced();
      Spools.append(spool, "a");
      try (SpoolSender sender = sender(spool, broken)) {
        sender.start();
        await().untilAsserted(() -> assertThat(producers).hasSizeGreaterThan(1));
      }
      assertThat(watermarks()).isEmpty();
      assertThat(spool.backlog().records()).isEqualTo(1);
    }
  }

  @Test
  @Tag("promise-6")
  void strictModeWaitsForKafka() throws Exception {
    try (DiskSpool spool = open(true); SpoolSender sender = sender(spool, this::healthy)) {
      spool.announced();
      assertThatThrownBy(() -> Spools.append(spool, "a")).isInstanceOf(ApiException.class);

      sender.start();
      Spools.append(spool, "b");

      assertThat(records()).containsExactly("a", "b");
    }
  }

  @Test
  void anOpeningIsAnnouncedBeforePendingRecordsAreSent() throws Exception {
    Instant oldest;
    try (DiskSpool spool = open(false)) {
      spool.announced();
      Spools.append(spool, "a", "b");
      oldest = SpoolTime.instant(spool.completeUntilMicros().getAsLong());
    }
    try (DiskSpool spool = open(false); SpoolSender sender = sender(spool, this::healthy)) {
      sender.start();
      await().untilAsserted(() -> assertThat(records()).containsExactly("a", "b"));
    }
    ProducerRecord<String, byte[]> first = producers.getFirst().history().getFirst();
    assertThat(first.topic()).isEqualTo(TOPICS.watermarks());
    assertThat(new String(first.value(), StandardCharsets.UTF_8)).contains(oldest.toString());
  }

  @Test
  void aSpoolRejectsRecordsBeforeItsAnnouncementIsCommitted() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Supplier<Producer<String, byte[]>> failsOnce = () -> {
      MockProducer<String, byte[]> producer = healthy();
      if (made.incrementAndGet() == 1) {
        producer.commitTransactionException = new KafkaException("no response");
      }
      return producer;
    };
    try (DiskSpool spool = open(false); SpoolSender sender = sender(spool, failsOnce)) {
      assertThatThrownBy(() -> Spools.append(spool, "a")).hasMessageContaining("not ready yet");

      start(sender, spool);

      assertThat(producers).hasSize(2);
      assertThat(watermarks()).isNotEmpty();
      Spools.append(spool, "b");
      await().untilAsserted(() -> assertThat(records()).containsExactly("b"));
    }
  }

  @Test
  void aFailedWatermarkDelaysNoRecords() throws Exception {
    SpoolSettings hurried = settings(false, 1, Duration.ofMillis(1));
    AtomicBoolean takesWatermarks = new AtomicBoolean(true);
    Supplier<Producer<String, byte[]>> kafka = () -> kept(new TakesWatermarksAtWill(takesWatermarks));
    String[] texts = IntStream.range(0, 30)
      .mapToObj(Integer::toString)
      .toArray(String[]::new);
    try (
      DiskSpool spool = DiskSpool.open(hurried, Clock.systemUTC(), Spools.threads());
      SpoolSender sender = sender(spool, hurried, kafka)
    ) {
      start(sender, spool);
      takesWatermarks.set(false);
      Spools.append(spool, texts);

      await().untilAsserted(() -> assertThat(records()).containsExactly(texts));
      int told = watermarks().size();
      takesWatermarks.set(true);
      await().untilAsserted(() -> assertThat(watermarks()).hasSizeGreaterThan(told));
    }
  }

  @Test
  @Tag("promise-6")
  void anErrorOfTheSenderThreadDoesNotStopSending() throws Exception {
    AtomicInteger made = new AtomicInteger();
    Supplier<Producer<String, byte[]>> kafka = () -> {
      if (made.getAndIncrement() < 2) {
        throw new NoClassDefFoundError("on purpose");
      }
      return healthy();
    };
    try (DiskSpool spool = open(false); SpoolSender sender = sender(spool, kafka)) {
      start(sender, spool);
      Spools.append(spool, "a", "b");

      await().untilAsserted(() -> assertThat(records()).containsExactly("a", "b"));
      assertThat(made).hasValueGreaterThan(2);
    }
  }

  private static final class TakesWatermarksAtWill extends MockProducer<String, byte[]> {

    private final AtomicBoolean will;

    TakesWatermarksAtWill(AtomicBoolean will) {
      super(true, null, new StringSerializer(), new ByteArraySerializer());
      this.will = will;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> record) {
      if (record.topic().equals(TOPICS.watermarks()) && !will.get()) {
        throw new KafkaException("no response");
      }
      return super.send(record);
    }
  }

  private static void start(SpoolSender sender, DiskSpool spool) {
    sender.start();
    await().until(spool::isAnnounced);
  }

  private DiskSpool open(boolean strict) throws Exception {
    SpoolSettings all = Spools.settings(folder);
    return DiskSpool.open(settings(strict, all.batch(), all.watermarkInterval()), Clock.systemUTC(), Spools.threads());
  }

  private SpoolSettings settings(boolean strict, int batch, Duration watermarkInterval) {
    SpoolSettings all = Spools.settings(folder);
    return new SpoolSettings(
      all.folder(),
      DataSize.ofMegabytes(1),
      all.queue(),
      all.segment(),
      all.appendTimeout(),
      strict,
      all.strictTimeout().dividedBy(4),
      batch,
      all.linger(),
      watermarkInterval,
      all.idleInterval(),
      all.sendTimeout(),
      all.closeTimeout()
    );
  }

  private SpoolSender sender(DiskSpool spool, Supplier<Producer<String, byte[]>> kafka) {
    return sender(spool, Spools.settings(folder), kafka);
  }

  private static SpoolSender sender(DiskSpool spool, SpoolSettings settings, Supplier<Producer<String, byte[]>> kafka) {
    SpoolWire wire = (topic, record) -> record.toString().getBytes(StandardCharsets.UTF_8);
    return new SpoolSender(spool, settings, TOPICS, wire, kafka, Clock.systemUTC(), Spools.threads());
  }

  private MockProducer<String, byte[]> healthy() {
    return kept(new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()));
  }

  private MockProducer<String, byte[]> kept(MockProducer<String, byte[]> producer) {
    producers.add(producer);
    return producer;
  }

  private List<ProducerRecord<String, byte[]>> committed(String topic) {
    List<ProducerRecord<String, byte[]>> all = new ArrayList<>();
    for (MockProducer<String, byte[]> producer : producers) {
      producer
        .history()
        .stream()
        .filter(record -> record.topic().equals(topic))
        .forEach(all::add);
    }
    return all;
  }

  private List<String> records() {
    return committed(TOPICS.records())
      .stream()
      .map(record -> new String(record.value(), StandardCharsets.UTF_8))
      .toList();
  }

  private List<ProducerRecord<String, byte[]>> watermarks() {
    return committed(TOPICS.watermarks());
  }
}
