package io.keyfold.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schemas.registry.MockRegistries;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroSerdeTest {

  private static final String TOPIC = "usage.records";
  private static final UsageRecorded RECORD = SampleRecords.full(UsageRecorded.class);

  @AfterEach
  void forget() {
    MockRegistries.forget("serde");
  }

  @Test
  void aConfiguredSerdeRoundTrips() {
    try (AvroSerde<UsageEvent> serde = serde(Map.of(), false)) {
      byte[] bytes = serde.serializer().serialize(TOPIC, RECORD);
      assertThat(serde.deserializer().deserialize(TOPIC, bytes)).isEqualTo(RECORD);
    }
  }

  @Test
  void tombstonesStayNull() {
    try (AvroSerde<UsageEvent> serde = serde(Map.of(), false)) {
      assertThat(serde.serializer().serialize(TOPIC, null)).isNull();
      assertThat(serde.deserializer().deserialize(TOPIC, (byte[]) null)).isNull();
    }
  }

  @Test
  void subjectNamesFollowConfluentsStrategies() {
    String confluent = "io.confluent.kafka.serializers.subject.";
    assertThat(subject(Map.of(), false)).isEqualTo("usage.records-io.keyfold.usage.UsageRecorded");
    assertThat(subject(Map.of("value.subject.name.strategy", confluent + "TopicNameStrategy"), false)).isEqualTo(
      "usage.records-value"
    );
    assertThat(subject(Map.of("key.subject.name.strategy", "TopicNameStrategy"), true)).isEqualTo("usage.records-key");
    assertThat(subject(Map.of("value.subject.name.strategy", confluent + "RecordNameStrategy"), false)).isEqualTo(
      "io.keyfold.usage.UsageRecorded"
    );
  }

  @Test
  void unsupportedPropertiesAreRejected() {
    assertThatThrownBy(() -> serde(Map.of("specific.avro.reader", false), false)).isInstanceOf(ConfigException.class);
    assertThatThrownBy(() -> serde(Map.of("value.subject.name.strategy", "Mine"), false)).isInstanceOf(
      ConfigException.class
    );
    assertThatThrownBy(() -> serde(Map.of("auto.register.schemas", "maybe"), false)).isInstanceOf(
      ConfigException.class
    );
  }

  private static String subject(Map<String, ?> config, boolean key) {
    MockRegistries.forget("serde");
    try (AvroSerde<UsageEvent> serde = serde(config, key)) {
      serde.serializer().serialize(TOPIC, RECORD);
    }
    return MockRegistries.named("serde").subjects().get(0);
  }

  private static AvroSerde<UsageEvent> serde(Map<String, ?> more, boolean key) {
    Map<String, Object> config = new HashMap<>(more);
    config.put("schema.registry.url", "mock://serde");
    AvroSerde<UsageEvent> serde = new AvroSerde<>();
    serde.configure(config, key);
    return serde;
  }
}
