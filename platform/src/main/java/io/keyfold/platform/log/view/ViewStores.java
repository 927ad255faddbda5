package io.keyfold.platform.log.view;

import io.keyfold.platform.log.store.StoredState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The stores that one run of the views opens. Kafka Streams leaves a global store open if its flush fails, e.g. on a
 * full disk. RocksDB then prevents the process from reopening it, so the instance would stay out of service until a
 * restart.
 */
final class ViewStores implements AutoCloseable {

  private final List<KeyValueStore<Bytes, byte[]>> opened = new CopyOnWriteArrayList<>();

  /** {@return a builder of the store with the name} */
  StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
    return StoredState.builder(
      new TrackedStoreSupplier(Stores.persistentKeyValueStore(name), opened)
    ).withLoggingDisabled();
  }

  /** Flushes all stores to disk. Thread-safe. */
  void flush() {
    opened.forEach(KeyValueStore::flush);
  }

  /** Closes the stores that are still open. Call it after the application has stopped; later reads fail. */
  @Override
  public void close() {
    List<RuntimeException> failures = new ArrayList<>();
    for (KeyValueStore<Bytes, byte[]> store : opened) {
      try {
        store.close();
      } catch (RuntimeException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      RuntimeException first = failures.removeFirst();
      failures.forEach(first::addSuppressed);
      throw first;
    }
  }

  private record TrackedStoreSupplier(
    KeyValueBytesStoreSupplier stores,
    List<KeyValueStore<Bytes, byte[]>> opened
  ) implements KeyValueBytesStoreSupplier {
    @Override
    public String name() {
      return stores.name();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      KeyValueStore<Bytes, byte[]> store = stores.get();
      opened.add(store);
      return store;
    }

    @Override
    public String metricsScope() {
      return stores.metricsScope();
    }
  }
}
