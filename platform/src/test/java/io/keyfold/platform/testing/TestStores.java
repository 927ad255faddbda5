package io.keyfold.platform.testing;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/** Opens local stores on disk as Kafka Streams does, without an application. */
public final class TestStores {

  private TestStores() {}

  /**
   * {@return an open store, which the test closes}
   *
   * @param folder the task's state directory
   * @param config additional Kafka Streams properties
   */
  public static KeyValueStore<Bytes, byte[]> open(
    StoreBuilder<KeyValueStore<Bytes, byte[]>> builder,
    Path folder,
    Map<String, ?> config
  ) {
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    settings.putAll(config);
    var context = new MockProcessorContext<Void, Void>(settings, new TaskId(0, 0), folder.toFile());
    KeyValueStore<Bytes, byte[]> store = builder.build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
