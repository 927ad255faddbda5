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

/** With a real broker: the transaction of a member goes on, that of a process that is gone is ended. */
@Tag("kafka")
class OrphanedTransactionsIT {

  private static final Map<String, Object> KAFKA = Map.of(
    CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
    TestKafka.servers()
  );
  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String APPLICATION = "takeover-decide";
  private static final String HERE = APPLICATION + "-8f11c21a-8b01-438e-a366-063e4450f894";
  private static final String GONE = APPLICATION + "-a806a2de-9e3b-45db-94a2-b51aa6892809";
  private static final String TOPIC = "takeover";

  private final Admin admin = Admin.create(KAFKA);
  private final KafkaConsumer<byte[], byte[]> member = member();
  private final Producer<byte[], byte[]> here = producer(HERE + "-1");
  private final Producer<byte[], byte[]> gone = producer(GONE + "-1");

  @BeforeAll
  static void aTopic() throws Exception {
    TestKafka.create(1, TOPIC);
  }

  @BeforeEach
  void oneOfTwoIsAMember() {
    member.subscribe(List.of(TOPIC));
    await()
      .atMost(BOUND)
      .until(() -> {
        member.poll(Duration.ofMillis(50));
        return !member.assignment().isEmpty();
      });
    open(here);
    open(gone);
  }

  @AfterEach
  void close() {
    gone.close();
    here.close();
    member.close();
    admin.close();
  }

  @Test
  void onlyWhatAProcessThatIsGoneLeftOpenIsEnded() throws Exception {
    new OrphanedTransactions(admin).end(APPLICATION);

    here.commitTransaction();
    assertThatThrownBy(gone::commitTransaction).isInstanceOf(KafkaException.class);
    assertThat(member.assignment()).hasSize(1);
  }

  /** A transaction that has told no position holds no task up; but who reads what it wrote to waits for its end. */
  @Test
  void itIsEndedAlsoWhereTheTasksRunAtOnce() {
    try (
      OrphanedTransactionCleanup takeover = new OrphanedTransactionCleanup(
        admin,
        new ThreadSupervisor(new SimpleMeterRegistry())
      )
    ) {
      takeover.begun(APPLICATION);
      takeover.done(APPLICATION);

      await()
        .atMost(BOUND)
        .until(() -> openTransactions().equals(List.of(HERE + "-1")));
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
        HERE + "-StreamThread-1-consumer"
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
