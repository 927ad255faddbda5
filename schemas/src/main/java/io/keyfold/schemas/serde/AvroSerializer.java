package io.keyfold.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's serializer of generated classes, configured as Confluent's {@code KafkaAvroSerializer}.
 *
 * @param <T> the records
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  private @Nullable AvroCodec codec;
  private boolean owned;

  /** For Kafka, which configures it. */
  public AvroSerializer() {}

  /** Uses a codec as it is, and does not close it. */
  public AvroSerializer(AvroCodec codec) {
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
  public byte @Nullable [] serialize(String topic, @Nullable T data) {
    if (codec == null) {
      throw new IllegalStateException("not configured");
    }
    return data == null ? null : codec.encode(topic, data);
  }

  @Override
  public void close() {
    if (codec != null && owned) {
      codec.close();
    }
  }
}
