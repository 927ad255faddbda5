package io.keyfold.platform.log.view;

import io.keyfold.platform.log.endoffset.EndOffsets;
import io.keyfold.platform.log.store.DecodedObjects;
import io.keyfold.platform.topic.TopicSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.streams.state.Stores;
import reactor.core.scheduler.Schedulers;

/** Creates views without a stream: tests set their position and the end offsets of the log. */
final class TestViews {

  private TestViews() {}

  /** Creates waits with the timeout, on the calling thread. */
  static ViewWaits waits(EndOffsets.Log log, Duration timeout) {
    return new ViewWaits(new EndOffsets(log, log, Schedulers.immediate()), timeout, Schedulers.immediate());
  }

  static StoreView of(String name, TopicSpec topic, PositionTracker tracker, ViewWaits waits, MeterRegistry metrics) {
    return new StoreView(
      new ViewDefinition(name, topic, (partition, key, value, state) -> List.of()),
      Stores.inMemoryKeyValueStore(name)::get,
      tracker,
      waits,
      new DecodedObjects(metrics),
      InstantSource.system(),
      metrics
    );
  }
}
