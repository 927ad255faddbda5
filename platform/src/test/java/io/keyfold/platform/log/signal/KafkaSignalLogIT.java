package io.keyfold.platform.log.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.testing.TestRegistry;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.TopicInitializer;
import io.keyfold.platform.topic.TopicProperties;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.signals.McpRequestCancelled;
import io.keyfold.session.signals.SessionSignal;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** Signals among instances over a real broker. */
@Tag("kafka")
class KafkaSignalLogIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String TOPIC = Topics.SESSION_SIGNALS.name();

  private final AvroCodec codec = AvroCodec.of(Map.of("schema.registry.url", TestRegistry.url("signals")), false);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Producer<byte[], byte[]> producer = producer(TestKafka.servers());
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void topics() {
    TopicProperties properties = new TopicProperties(2, (short) 1, 1, BOUND);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.servers()))) {
      new TopicInitializer(admin, properties).ensure(
        List.of(Topics.SESSION_SIGNALS, Topics.SESSION_SIGNALS.deadLetters())
      );
    }
  }

  @AfterEach
  void tearDown() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    producer.close(Duration.ZERO);
  }

  @Test
  void everyInstanceReceivesASignalAlsoOneThatStartsLater() throws Exception {
    List<String> one = new CopyOnWriteArrayList<>();
    List<String> other = new CopyOnWriteArrayList<>();
    KafkaSignalLog sender = started(one);
    started(other);

    sender.send("tnt_1", "ses_1", now(), signal("first"));
    // Bytes that are no signal cost none of the others.
    producer
      .send(new ProducerRecord<>(TOPIC, bytes("tnt_1"), bytes("poison")))
      .get(BOUND.toSeconds(), TimeUnit.SECONDS);
    sender.send("tnt_1", "ses_1", now(), signal("second"));

    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        assertThat(one).containsSubsequence("first", "second");
        assertThat(other).containsSubsequence("first", "second");
      });
    List<String> late = new CopyOnWriteArrayList<>();
    started(late);
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(late).containsSubsequence("first", "second"));
  }

  @Test
  void aSignalThatCannotBeSentIsCounted() {
    KafkaSignalLog log = new KafkaSignalLog(
      new KafkaSignalLog.Destination("test", Topics.SESSION_SIGNALS),
      parts(producer("127.0.0.1:1"))
    );

    log.send("tnt_1", "ses_1", now(), signal("lost"));

    await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThat(meters.counter("keyfold.signals", "service", "test", "outcome", "lost").count()).isEqualTo(1)
      );
  }

  private KafkaSignalLog started(List<String> received) {
    KafkaSignalLog log = new KafkaSignalLog(
      new KafkaSignalLog.Destination("test", Topics.SESSION_SIGNALS),
      parts(producer)
    );
    log.listen(signal -> received.add((SessionSignal) signal instanceof McpRequestCancelled it ? it.getRequest() : ""));
    log.start();
    open.add(log);
    return log;
  }

  private KafkaSignalLog.Parts parts(Producer<byte[], byte[]> with) {
    return new KafkaSignalLog.Parts(
      with,
      Map.of("bootstrap.servers", TestKafka.servers()),
      codec,
      new DeadLetters(producer, codec, meters, Clock.systemUTC()),
      Schedulers.boundedElastic(),
      new ThreadSupervisor(meters),
      Clock.systemUTC(),
      meters
    );
  }

  private Producer<byte[], byte[]> producer(String servers) {
    Producer<byte[], byte[]> made = new KafkaProducer<>(
      Map.of("bootstrap.servers", servers, "max.block.ms", 1_000),
      new ByteArraySerializer(),
      new ByteArraySerializer()
    );
    return made;
  }

  private static McpRequestCancelled signal(String request) {
    return new McpRequestCancelled("tnt_1", "ses_1", now(), request);
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.MICROS);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
