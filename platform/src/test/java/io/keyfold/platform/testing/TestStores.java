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

/** Local stores on the disk, as Kafka Streams opens them, without an application around them. */
public final class TestStores {

  private TestStores() {}

  /**
   * {@return a store that is open; the test closes it}
   *
   * @param folder where its task keeps its files
   * @param config of Kafka Streams, beside what it demands
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
