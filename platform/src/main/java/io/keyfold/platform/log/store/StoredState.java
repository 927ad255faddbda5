package io.keyfold.platform.log.store;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * State in a Kafka Streams key-value store. As thread-safe as the store: RocksDB supports reads concurrent with one
 * writer.
 */
public final class StoredState implements State {

  /** Shared, because each JSON mapper has to introspect the record types anew. */
  static final StateCodec CODEC = new StateCodec();

  private final ReadOnlyKeyValueStore<Bytes, byte[]> store;
  private final Decoding decoding;

  /** Reads the store. */
  public StoredState(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
    this(store, CODEC);
  }

  /** Reads the store and decodes its objects with the given decoding. */
  public StoredState(ReadOnlyKeyValueStore<Bytes, byte[]> store, Decoding decoding) {
    this.store = store;
    this.decoding = decoding;
  }

  /**
   * {@return a builder of a persistent store for such a state; the caller decides about a changelog}
   *
   * <p>Without a cache, which would hide a write from readers until the next commit.
   */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(String name) {
    return builder(Stores.persistentKeyValueStore(name));
  }

  /** {@return a builder for stores of the given supplier} */
  public static StoreBuilder<KeyValueStore<Bytes, byte[]>> builder(KeyValueBytesStoreSupplier stores) {
    return Stores.keyValueStoreBuilder(stores, Serdes.Bytes(), Serdes.ByteArray()).withCachingDisabled();
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    byte[] bytes = store.get(StoreKeys.of(key));
    return bytes == null ? Optional.empty() : Optional.of(decoding.decode(key.kind(), bytes));
  }

  @Override
  public <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
    Bytes from = StoreKeys.from(scan);
    Bytes to = StoreKeys.to(scan);
    if (from.compareTo(to) >= 0) {
      return;
    }
    try (
      KeyValueIterator<Bytes, byte[]> entries = scan.descending() ? store.reverseRange(from, to) : store.range(from, to)
    ) {
      while (entries.hasNext()) {
        KeyValue<Bytes, byte[]> entry = entries.next();
        boolean within = entry.key.compareTo(to) < 0;
        if (within && !visitor.test(StoreKeys.id(entry.key), decoding.decode(scan.kind(), entry.value))) {
          return;
        }
      }
    }
  }

  /**
   * Writes a fold's changes in one batch: after a crash, a store on disk has all or none of them. Must be called by the
   * thread that owns the store.
   */
  public static void write(KeyValueStore<Bytes, byte[]> store, List<Change> changes) {
    if (!changes.isEmpty()) {
      store.putAll(changes.stream().map(StoredState::entry).toList());
    }
  }

  private static KeyValue<Bytes, byte[]> entry(Change change) {
    return switch (change) {
      case Change.Put<?> put -> KeyValue.pair(StoreKeys.of(put.key()), CODEC.encode(put.value()));
      case Change.Delete delete -> KeyValue.pair(StoreKeys.of(delete.key()), null);
    };
  }
}
