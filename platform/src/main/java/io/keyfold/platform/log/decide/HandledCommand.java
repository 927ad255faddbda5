package io.keyfold.platform.log.decide;

import io.keyfold.platform.log.store.StagedStore;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.platform.topic.RecordSizes;
import io.keyfold.schema.Event;
import io.keyfold.schemas.serde.AvroCodec;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The complete result of a command, computed before any part of it is written. Once a part is written, only the death
 * of the stream thread can undo it, and its successor would read the same command again.
 *
 * @param events the resulting events in order, or the rejection
 * @param values the serialized events; null is a tombstone
 * @param state the state after them, not yet written
 */
record HandledCommand(List<Event> events, List<byte @Nullable []> values, StagedStore state) {
  /**
   * {@return the result of the events}
   *
   * @param before the state before them; not changed
   * @throws TooLargeException if Kafka might refuse a part of it
   */
  static HandledCommand of(
    List<Event> events,
    DecideTopology<?, ?> topology,
    AvroCodec codec,
    KeyValueStore<Bytes, byte[]> before
  ) {
    StagedStore after = new StagedStore(before);
    StoredState state = new StoredState(after);
    List<byte @Nullable []> values = new ArrayList<>();
    for (Event event : events) {
      EventTopic<?> topic = topology.topicOf(event);
      byte[] value = topic.erasedBy(event) ? null : codec.encode(topic.topic().name(), event);
      int stored = after.stage(topic.folds().apply(event, state));
      if (Math.max(value == null ? 0 : value.length, stored) > RecordSizes.DECIDED) {
        throw new TooLargeException();
      }
      values.add(value);
    }
    return new HandledCommand(events, values, after);
  }
}
