package io.keyfold.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka serializer of generated classes, configured like Confluent's {@code KafkaAvroSerializer}.
 *
 * @param <T> type of the records
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {

  private @Nullable AvroCodec codec;
  private boolean owned;

  /** Creates a serializer that Kafka configures. */
  public AvroSerializer() {}

  /** Creates a serializer with a codec, which it does not close. */
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
