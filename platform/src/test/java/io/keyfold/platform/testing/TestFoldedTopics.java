package io.keyfold.platform.testing;

import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.endoffset.EndOffsets;
import io.keyfold.platform.log.store.BlockCache;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.view.ViewFactory;
import io.keyfold.platform.topic.TopicSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.springframework.util.unit.DataSize;
import reactor.core.scheduler.Schedulers;

/** Creates trackers of views without a log. */
public final class TestFoldedTopics {

  private static final Duration TIMEOUT = Duration.ofMillis(100);
  private static final LogProperties PROPERTIES = new LogProperties(
    TIMEOUT,
    TIMEOUT,
    TIMEOUT,
    TIMEOUT,
    TIMEOUT,
    1,
    TIMEOUT,
    TIMEOUT,
    "target"
  );

  private TestFoldedTopics() {}

  /** {@return a tracker without positions; waits for a position time out soon} */
  public static FoldedTopic at(String view, TopicSpec topic, MeterRegistry metrics) {
    EndOffsets.Log log = partitions -> CompletableFuture.completedFuture(Map.of());
    EndOffsets endOffsets = new EndOffsets(log, log, Schedulers.immediate());
    BlockCache cache = new BlockCache(DataSize.ofMegabytes(1), metrics);
    return new ViewFactory(Map.of(), endOffsets, PROPERTIES, cache, Schedulers.immediate()).topic(
      view,
      topic,
      InstantSource.system(),
      metrics
    );
  }
}
