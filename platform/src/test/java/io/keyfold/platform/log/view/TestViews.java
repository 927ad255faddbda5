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

/** Makes views that no stream fills: a test moves their tracker, and tells the end of the log. */
final class TestViews {

  private TestViews() {}

  /** Look-ups that wait at most for the bound, on the thread that they are done on. */
  static ViewWaits waits(EndOffsets.Log log, Duration bound) {
    return new ViewWaits(new EndOffsets(log, log, Schedulers.immediate()), bound, Schedulers.immediate());
  }

  static StoreView of(String name, TopicSpec topic, PositionTracker tracker, ViewWaits waits, MeterRegistry metrics) {
    return new StoreView(
      new ViewDefinition(name, topic, (key, value, state) -> List.of()),
      Stores.inMemoryKeyValueStore(name)::get,
      tracker,
      waits,
      new DecodedObjects(metrics),
      InstantSource.system(),
      metrics
    );
  }
}
