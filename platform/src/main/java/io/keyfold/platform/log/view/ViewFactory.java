package io.keyfold.platform.log.view;

import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.endoffset.EndOffsets;
import io.keyfold.platform.log.store.BlockCache;
import io.keyfold.platform.log.store.BoundedRocks;
import io.keyfold.platform.topic.TopicSpec;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import reactor.core.scheduler.Scheduler;

/** Creates the views of a service. */
public final class ViewFactory {

  private final Map<String, Object> kafka;
  private final ViewWaits waitSettings;
  private final LogProperties properties;
  private final BlockCache cache;

  /**
   * Creates a factory for one Kafka cluster.
   *
   * @param kafka client configuration: servers and security
   * @param endOffsets fetches the log's end offsets
   * @param cache block cache that the stores share
   * @param scheduler where waiting callers continue
   */
  public ViewFactory(
    Map<String, Object> kafka,
    EndOffsets endOffsets,
    LogProperties properties,
    BlockCache cache,
    Scheduler scheduler
  ) {
    this.kafka = Map.copyOf(kafka);
    this.waitSettings = new ViewWaits(endOffsets, properties.missTimeout(), scheduler);
    this.properties = properties;
    this.cache = cache;
  }

  /** {@return a tracker of what a view with a store of its own has folded} */
  public FoldedTopic topic(String view, TopicSpec topic, InstantSource clock, MeterRegistry metrics) {
    return new FoldedTopic(view, topic, new PositionTracker(), waitSettings, clock, metrics);
  }

  /**
   * {@return the views of a service, not started}
   *
   * @param others the service's views with stores of their own
   */
  public ViewStreams views(
    String service,
    List<ViewDefinition> definitions,
    List<ExternalView> others,
    ViewStreams.Parts parts
  ) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, service + "-views");
    config.put(StreamsConfig.STATE_DIR_CONFIG, properties.stateDirectory() + "/views");
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    config.putAll(cache.settings());
    // A view must not show uncommitted records, which may be aborted.
    config.put(StreamsConfig.GLOBAL_CONSUMER_PREFIX + ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(
      StreamsConfig.GLOBAL_CONSUMER_PREFIX + ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
      properties.brokerTimeoutMs()
    );
    var lagSettings = new ViewLags.Settings(properties.lagInterval(), properties.contactTimeout());
    return new ViewStreams(definitions, others, config, waitSettings, lagSettings, parts);
  }
}
