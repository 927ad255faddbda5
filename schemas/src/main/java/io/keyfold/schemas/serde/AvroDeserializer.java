package io.keyfold.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's deserializer to generated classes, configured as Confluent's {@code KafkaAvroDeserializer} with
 * {@code specific.avro.reader=true}. Answers whatever type the record's schema names.
 *
 * @param <T> what the topic's types have in common
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private @Nullable AvroCodec codec;
  private boolean owned;

  /** For Kafka, which configures it. */
  public AvroDeserializer() {}

  /** Uses a codec as it is, and does not close it. */
  public AvroDeserializer(AvroCodec codec) {
    this.codec = codec;
  }

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    if (codec == null) {
      codec = AvroCodec.of(configs, isKey);
      owned = true;
    }
  }

  @Override
  @SuppressWarnings("unchecked") // As with every Kafka deserializer, who declares the topic's type answers for it.
  public @Nullable T deserialize(String topic, byte @Nullable [] data) {
    if (codec == null) {
      throw new IllegalStateException("not configured");
    }
    return data == null ? null : (T) codec.decode(topic, data);
  }

  @Override
  public void close() {
    if (codec != null && owned) {
      codec.close();
    }
  }
}
