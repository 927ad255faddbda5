package io.keyfold.benchmarks.micro;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.store.BoundedRocks;
import io.keyfold.platform.log.store.StoredState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.springframework.util.FileSystemUtils;

/** A RocksDB store with the configuration of views and decide tasks, in a temporary folder and without a broker. */
final class RocksState implements AutoCloseable {

  private final Path folder;
  private final KeyValueStore<Bytes, byte[]> store;
  private final StoredState state;

  private RocksState(Path folder, KeyValueStore<Bytes, byte[]> store) {
    this.folder = folder;
    this.store = store;
    this.state = new StoredState(store);
  }

  static RocksState open() throws IOException {
    Path folder = Files.createTempDirectory("keyfold-benchmark");
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "benchmark");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
    settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    var context = new MockProcessorContext<Void, Void>(settings, new TaskId(0, 0), folder.toFile());
    KeyValueStore<Bytes, byte[]> store = StoredState.builder("benchmark").withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return new RocksState(folder, store);
  }

  /** {@return the contents} */
  State state() {
    return state;
  }

  /** Writes the changes of a fold. */
  void write(List<Change> changes) {
    StoredState.write(store, changes);
  }

  @Override
  public void close() throws IOException {
    store.close();
    FileSystemUtils.deleteRecursively(folder);
  }
}
