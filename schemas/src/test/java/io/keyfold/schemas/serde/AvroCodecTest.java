package io.keyfold.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.schemas.error.NotAvroException;
import io.keyfold.schemas.error.SchemaIncompatibleException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.error.UnknownSubjectException;
import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.InMemoryRegistry;
import io.keyfold.schemas.registry.SchemaTexts;
import io.keyfold.usage.UsageRecorded;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AvroCodecTest {

  private static final String TOPIC = "usage.records";

  private final InMemoryRegistry registry = new InMemoryRegistry("mock://here", CompatibilityLevel.FULL_TRANSITIVE);
  private final AvroCodec codec = new AvroCodec(registry);

  @Test
  void recordsRoundTripWithTimesDecimalsAndUuids() {
    UsageRecorded usage = SampleRecords.full(UsageRecorded.class);
    DeploymentCreated created = SampleRecords.full(DeploymentCreated.class);

    assertThat(codec.decode(TOPIC, codec.encode(TOPIC, usage))).isEqualTo(usage);
    assertThat(codec.decode("deployment.events", codec.encode("deployment.events", created))).isEqualTo(created);
    assertThat(usage.getOccurredAt()).isEqualTo("2026-01-02T03:04:05.678901Z");
    assertThat(usage.getQuantity().scale()).isEqualTo(9);
  }

  @Test
  void bytesStartWithZeroAndTheSchemaId() {
    byte[] bytes = codec.encode(TOPIC, SampleRecords.full(UsageRecorded.class));

    ByteBuffer header = ByteBuffer.wrap(bytes);
    assertThat(header.get()).isZero();
    assertThat(header.getInt()).isEqualTo(registry.latest("usage.records-io.keyfold.usage.UsageRecorded").id());
  }

  @Test
  void theRegisteredSchemaHasNoBuildDetails() {
    codec.prepare(List.of(TOPIC));

    String text = registry.latest("usage.records-io.keyfold.usage.UsageRecorded").schema().toString();
    assertThat(text).doesNotContain("java").contains("timestamp-micros", "\"doc\"");
  }

  @Test
  void anUnknownSchemaIdHasItsOwnException() {
    byte[] bytes = codec.encode(TOPIC, SampleRecords.full(UsageRecorded.class));
    ByteBuffer.wrap(bytes).putInt(1, 4711);

    assertThatThrownBy(() -> codec.decode(TOPIC, bytes))
      .isInstanceOfSatisfying(UnknownSchemaIdException.class, unknown -> assertThat(unknown.id()).isEqualTo(4711))
      .hasMessageContaining("mock://here");
  }

  @Test
  @Tag("promise-4")
  void invalidBytesAreRejectedWithoutQuotingThePayload() {
    byte[] good = codec.encode(TOPIC, SampleRecords.full(UsageRecorded.class));
    byte[] otherMagic = good.clone();
    otherMagic[0] = 7;
    byte[] longer = Arrays.copyOf(good, good.length + 1);

    for (byte[] bad : List.of(new byte[0], new byte[4], otherMagic, Arrays.copyOf(good, good.length - 1), longer)) {
      assertThatThrownBy(() -> codec.decode(TOPIC, bad))
        .isInstanceOf(NotAvroException.class)
        .hasNoCause();
    }
  }

  @Test
  void aLengthBeyondTheEndIsRejectedBeforeAllocation() {
    byte[] good = codec.encode(TOPIC, SampleRecords.full(UsageRecorded.class));
    byte[] bomb = Arrays.copyOf(good, 10);
    ByteBuffer.wrap(bomb, 5, 5).put(new byte[] { (byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f });

    assertThatThrownBy(() -> codec.decode(TOPIC, bomb)).isInstanceOf(NotAvroException.class);
  }

  @Test
  void anUnknownTypeHasItsOwnException() {
    Schema foreign = SchemaBuilder.record("ThirdParty").namespace("org.example").fields().endRecord();
    Schema notARecord = SchemaBuilder.record("String").namespace("java.lang").fields().endRecord();

    for (Schema schema : List.of(foreign, notARecord, Schema.create(Schema.Type.LONG))) {
      int id = registry.register(schema.getName() + "-value", schema);
      byte[] bytes = ByteBuffer.allocate(6)
        .put((byte) 0)
        .putInt(id)
        .array();
      assertThatThrownBy(() -> codec.decode(TOPIC, bytes)).isInstanceOf(SchemaIncompatibleException.class);
    }
  }

  @Test
  void withoutAutoRegistrationTheSchemaMustExist() {
    var options = new AvroCodecOptions(false, false, SubjectNameStrategy.TOPIC, false);
    SpecificRecord record = SampleRecords.full(UsageRecorded.class);
    AvroCodec strict = new AvroCodec(registry, options);

    assertThatThrownBy(() -> strict.encode(TOPIC, record)).isInstanceOf(UnknownSubjectException.class);

    int id = registry.register("usage.records-value", SchemaTexts.published(record.getSchema()));
    assertThat(ByteBuffer.wrap(strict.encode(TOPIC, record)).getInt(1)).isEqualTo(id);
  }

  @Test
  void withTheLatestVersionRecordsAreConverted() {
    SpecificRecord record = SampleRecords.full(UsageRecorded.class);
    String subject = "usage.records-io.keyfold.usage.UsageRecorded";
    String own = SchemaTexts.published(record.getSchema()).toString();
    String newer = own.replace(
      "\"fields\":[{\"name\":\"record_id\"",
      "\"fields\":[{\"name\":\"colour\",\"type\":\"string\",\"default\":\"blue\"},{\"name\":\"record_id\""
    );
    assertThat(newer).isNotEqualTo(own);
    registry.register(subject, SchemaTexts.parse(own));
    int id = registry.register(subject, SchemaTexts.parse(newer));
    var options = new AvroCodecOptions(true, true, SubjectNameStrategy.TOPIC_RECORD, false);

    byte[] bytes = new AvroCodec(registry, options).encode(TOPIC, record);

    assertThat(ByteBuffer.wrap(bytes).getInt(1)).isEqualTo(id);
    assertThat(codec.decode(TOPIC, bytes)).isEqualTo(record);
  }
}
