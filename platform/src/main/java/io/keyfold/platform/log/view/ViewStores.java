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
 * The stores that one application of views opens. Kafka Streams leaves a global store open where its flush fails, as on a full
 * disk, and RocksDB lets nothing in the same process open it again: the instance would be out of service until it is restarted.
 */
final class ViewStores implements AutoCloseable {

  private final List<KeyValueStore<Bytes, byte[]>> made = new CopyOnWriteArrayList<>();

  /** {@return what makes the store of that name} */
  StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
    return StoredState.builder(
      new TrackedStoreSupplier(Stores.persistentKeyValueStore(name), made)
    ).withLoggingDisabled();
  }

  /** Whatever was folded is on the disk when this returns. Any thread. */
  void flush() {
    made.forEach(KeyValueStore::flush);
  }

  /** Closes those that are open still. To be called when the application has ended; whoever reads one is refused from then on. */
  @Override
  public void close() {
    List<RuntimeException> failures = new ArrayList<>();
    for (KeyValueStore<Bytes, byte[]> store : made) {
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
    List<KeyValueStore<Bytes, byte[]>> made
  ) implements KeyValueBytesStoreSupplier {
    @Override
    public String name() {
      return stores.name();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
      KeyValueStore<Bytes, byte[]> store = stores.get();
      made.add(store);
      return store;
    }

    @Override
    public String metricsScope() {
      return stores.metricsScope();
    }
  }
}
