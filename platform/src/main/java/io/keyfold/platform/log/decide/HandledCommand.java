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

/**
 * What a command comes to, complete before any of it is written: once something is, there is no way back but the death of the
 * thread, and the next one would read the same command.
 *
 * @param events what happened, or why it did not, in order
 * @param values the same as they go on the log
 * @param state the state after them, to be written
 */
record HandledCommand(List<Event> events, List<byte[]> values, StagedStore state) {
  /**
   * {@return the outcome that the events are}
   *
   * @param before the state before them; stays as it is
   * @throws TooLargeException if Kafka might not take a part of it
   */
  static HandledCommand of(
    List<Event> events,
    DecideTopology<?, ?> topology,
    AvroCodec codec,
    KeyValueStore<Bytes, byte[]> before
  ) {
    StagedStore after = new StagedStore(before);
    StoredState state = new StoredState(after);
    List<byte[]> values = new ArrayList<>();
    for (Event event : events) {
      byte[] value = codec.encode(topology.events().name(), event);
      int stored = after.stage(topology.folds().apply(event, state));
      if (Math.max(value.length, stored) > RecordSizes.DECIDED) {
        throw new TooLargeException();
      }
      values.add(value);
    }
    return new HandledCommand(events, values, after);
  }
}
