package io.keyfold.platform.log.orphanedtx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With a real broker: aborts the transaction of a vanished process, not that of a live member. */
@Tag("kafka")
@Tag("promise-3")
class OrphanedTransactionsIT {

  private static final Map<String, Object> KAFKA = Map.of(
    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
    TestKafka.servers()
  );
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final String APPLICATION = "takeover-decide";
  private static final String LIVE = APPLICATION + "-8f11c21a-8b01-438e-a366-063e4450f894";
  private static final String VANISHED = APPLICATION + "-a806a2de-9e3b-45db-94a2-b51aa6892809";
  private static final String TOPIC = "takeover";

  private final Admin admin = Admin.create(KAFKA);
  private final KafkaConsumer<byte[], byte[]> member = member();
  private final Producer<byte[], byte[]> live = producer(LIVE + "-1");
  private final Producer<byte[], byte[]> vanished = producer(VANISHED + "-1");

  @BeforeAll
  static void createTopic() throws Exception {
    TestKafka.create(1, TOPIC);
  }

  @BeforeEach
  void joinWithOneOfTwo() {
    member.subscribe(List.of(TOPIC));
    await()
      .atMost(TIMEOUT)
      .until(() -> {
        member.poll(Duration.ofMillis(50));
        return !member.assignment().isEmpty();
      });
    open(live);
    open(vanished);
  }

  @AfterEach
  void close() {
    vanished.close();
    live.close();
    member.close();
    admin.close();
  }

  @Test
  void onlyTransactionsOfAVanishedProcessAreAborted() throws Exception {
    new OrphanedTransactions(admin).abort(APPLICATION);

    live.commitTransaction();
    assertThatThrownBy(vanished::commitTransaction).isInstanceOf(KafkaException.class);
    assertThat(member.assignment()).hasSize(1);
  }

  /** A transaction without offsets does not block the tasks, but it blocks read_committed consumers. */
  @Test
  void transactionsAreAbortedEvenIfTheTasksRunAtOnce() {
    ThreadSupervisor threads = new ThreadSupervisor(new SimpleMeterRegistry());
    try (OrphanedTransactionCleanup cleanup = new OrphanedTransactionCleanup(admin, threads)) {
      cleanup.rebalanceStarted(APPLICATION);
      cleanup.rebalanceCompleted(APPLICATION);

      await()
        .atMost(TIMEOUT)
        .until(() -> openTransactions().equals(List.of(LIVE + "-1")));
    }
  }

  private List<String> openTransactions() throws Exception {
    return admin
      .listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
      .all()
      .get()
      .stream()
      .map(TransactionListing::transactionalId)
      .filter(id -> id.startsWith(APPLICATION))
      .toList();
  }

  private static void open(Producer<byte[], byte[]> producer) {
    producer.initTransactions();
    producer.beginTransaction();
    var _ = producer.send(new ProducerRecord<>(TOPIC, new byte[0], new byte[0]));
    producer.flush();
  }

  private static KafkaConsumer<byte[], byte[]> member() {
    return new KafkaConsumer<>(
      Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        TestKafka.servers(),
        ConsumerConfig.GROUP_ID_CONFIG,
        APPLICATION,
        CommonClientConfigs.CLIENT_ID_CONFIG,
        LIVE + "-StreamThread-1-consumer"
      ),
      new ByteArrayDeserializer(),
      new ByteArrayDeserializer()
    );
  }

  private static Producer<byte[], byte[]> producer(String transactionalId) {
    return new KafkaProducer<>(
      Map.of(
        CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
        TestKafka.servers(),
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        transactionalId
      ),
      new ByteArraySerializer(),
      new ByteArraySerializer()
    );
  }
}
