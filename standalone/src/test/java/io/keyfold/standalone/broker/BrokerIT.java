package io.keyfold.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.standalone.StartFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

  private static final TopicPartition THINGS = new TopicPartition("things", 0);

  @TempDir
  Path folder;

  @Test
  @Tag("promise-1")
  void committedRecordsSurviveARestartOnOtherPorts() throws Exception {
    try (Broker broker = start()) {
      create(broker);
      commit(broker, "first");
    }
    try (Broker broker = start()) {
      commit(broker, "second");
      assertThat(committed(broker)).containsExactly("first", "second");
    }
  }

  @Test
  void aTakenPortIsAStartFailureAndTheFolderStaysUsable() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      BrokerSettings settings = new BrokerSettings(folder, taken.getLocalPort());
      assertThatThrownBy(() -> Broker.start(settings)).isInstanceOf(StartFailure.class);
    }
    try (Broker broker = start()) {
      assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
    }
  }

  @Test
  void freePortsAreHeldFromTheMomentTheyAreChosen() {
    try (BoundListeners bound = BoundListeners.bind(0)) {
      assertThatThrownBy(() -> listen(bound.clientPort())).isInstanceOf(BindException.class);
      assertThatThrownBy(() -> listen(bound.controllerPort())).isInstanceOf(BindException.class);
    }
  }

  @Test
  void aClosedBrokerFreesItsPort() throws Exception {
    String servers;
    try (Broker broker = start()) {
      servers = broker.bootstrapServers();
    }
    listen(Integer.parseInt(servers.substring(servers.indexOf(':') + 1)));
  }

  private static void listen(int port) throws IOException {
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  private Broker start() {
    return Broker.start(new BrokerSettings(folder, 0));
  }

  private static void create(Broker broker) throws Exception {
    try (Admin admin = Admin.create(client(broker))) {
      admin
        .createTopics(List.of(new NewTopic("things", 1, (short) 1)))
        .all()
        .get(10, TimeUnit.SECONDS);
    }
  }

  private static void commit(Broker broker, String value) {
    Properties config = client(broker);
    config.putAll(Map.of("transactional.id", "test", "transaction.timeout.ms", "5000"));
    try (var producer = new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      var _ = producer.send(new ProducerRecord<>("things", value));
      producer.commitTransaction();
    }
  }

  private static List<String> committed(Broker broker) {
    Properties config = client(broker);
    config.put("isolation.level", "read_committed");
    List<String> values = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(THINGS));
      consumer.seekToBeginning(List.of(THINGS));
      long end = consumer.endOffsets(List.of(THINGS)).getOrDefault(THINGS, 0L);
      while (consumer.position(THINGS) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(each -> values.add(each.value()));
      }
    }
    return values;
  }

  private static Properties client(Broker broker) {
    Properties config = new Properties();
    config.put("bootstrap.servers", broker.bootstrapServers());
    return config;
  }
}
