package io.keyfold.platform.log.view;

import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.endoffset.EndOffsets;
import io.keyfold.platform.log.store.BlockCache;
import io.keyfold.platform.log.store.BoundedRocks;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.StreamsConfig;
import reactor.core.scheduler.Scheduler;

/** Makes the views of a service. */
public final class ViewFactory {

  private final Map<String, Object> kafka;
  private final ViewWaits waiting;
  private final LogProperties properties;
  private final BlockCache cache;

  /**
   * Makes views over one Kafka cluster.
   *
   * @param kafka how to reach it: servers and security
   * @param ends asks for the log's end
   * @param cache what their stores share
   * @param scheduler where waits go on
   */
  public ViewFactory(
    Map<String, Object> kafka,
    EndOffsets ends,
    LogProperties properties,
    BlockCache cache,
    Scheduler scheduler
  ) {
    this.kafka = Map.copyOf(kafka);
    this.waiting = new ViewWaits(ends, properties.missTimeout(), scheduler);
    this.properties = properties;
    this.cache = cache;
  }

  /** {@return the views of a service, not yet started} */
  public ViewStreams views(String service, List<ViewDefinition> definitions, ViewStreams.Parts parts) {
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, service + "-views");
    config.put(StreamsConfig.STATE_DIR_CONFIG, properties.stateDirectory() + "/views");
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    config.putAll(cache.settings());
    // What is not committed may still be taken back: a view must never show it.
    config.put(StreamsConfig.GLOBAL_CONSUMER_PREFIX + ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(
      StreamsConfig.GLOBAL_CONSUMER_PREFIX + ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
      properties.brokerTimeoutMs()
    );
    var measuring = new ViewLags.Settings(properties.lagInterval(), properties.contactTimeout());
    return new ViewStreams(definitions, config, waiting, measuring, parts);
  }
}
