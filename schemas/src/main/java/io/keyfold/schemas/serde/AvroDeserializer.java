package io.keyfold.schemas.serde;

import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * A Kafka deserializer to generated classes, configured like Confluent's {@code KafkaAvroDeserializer} with {@code
 * specific.avro.reader=true}. Returns the type that the record's schema names.
 *
 * @param <T> common type of the topic's records
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {

  private @Nullable AvroCodec codec;
  private boolean owned;

  /** Creates a deserializer that Kafka configures. */
  public AvroDeserializer() {}

  /** Creates a deserializer with a codec, which it does not close. */
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
  @SuppressWarnings("unchecked") // As with every Kafka deserializer, the caller declares the type.
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
