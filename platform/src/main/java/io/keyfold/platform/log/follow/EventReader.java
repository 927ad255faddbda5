package io.keyfold.platform.log.follow;

import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.log.decide.NewerReleaseException;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.serde.AvroCodec;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Reads the events of a topic for a processor. Unreadable ones, and those that the processor cannot handle, become dead
 * letters. Thread-safe.
 *
 * @param <E> the sealed type of the events; others, such as rejections and repetitions, are skipped
 */
public final class EventReader<E> {

  private final String component;
  private final TopicSpec topic;
  private final Class<E> type;
  private final AvroCodec codec;
  private final DeadLetters deadLetters;

  /**
   * Creates a reader.
   *
   * @param component name of the consumer, for dead letters
   */
  public EventReader(String component, TopicSpec topic, Class<E> type, AvroCodec codec, DeadLetters deadLetters) {
    this.component = component;
    this.topic = topic;
    this.type = type;
    this.codec = codec;
    this.deadLetters = deadLetters;
  }

  /**
   * {@return the results for the event; empty for tombstones, skipped events and dead letters}
   *
   * @param use pure
   * @throws NewerReleaseException for an event of a newer release: the task must fail and retry later, because a skipped
   *     event would be lost
   */
  public <T> List<T> read(Record<byte[], byte[]> record, ProcessingContext context, Function<E, List<T>> use) {
    if (record.value() == null) {
      return List.of();
    }
    try {
      if (codec.isNewer(record.value())) {
        throw new NewerReleaseException("event of a newer release at " + RecordCoordinates.of(context));
      }
      SpecificRecord event = codec.decode(topic.name(), record.value());
      return type.isInstance(event) ? use.apply(type.cast(event)) : List.of();
    } catch (RegistryException | NewerReleaseException e) {
      // The record is valid.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.publish(RecordCoordinates.of(context), record.value(), component, e);
      return List.of();
    }
  }
}
