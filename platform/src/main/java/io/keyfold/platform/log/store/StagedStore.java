package io.keyfold.platform.log.store;

import io.keyfold.platform.log.Change;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * A store with staged changes on top. A fold sees the changes of the previous event before any change is written, so a
 * failure leaves the store untouched. Used by the thread that owns the store.
 */
public final class StagedStore implements ReadOnlyKeyValueStore<Bytes, byte[]> {

  private final KeyValueStore<Bytes, byte[]> store;
  /** An empty value is a deletion. */
  private final NavigableMap<Bytes, Optional<byte[]>> staged = new TreeMap<>();

  /** Creates a store without staged changes. */
  public StagedStore(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
  }

  /**
   * Stages a fold's changes.
   *
   * @return the serialized size of the largest value among them, in bytes
   */
  public int stage(Iterable<Change> changes) {
    int largest = 0;
    for (Change change : changes) {
      switch (change) {
        case Change.Put<?> put -> {
          byte[] value = StoredState.CODEC.encode(put.value());
          largest = Math.max(largest, value.length);
          staged.put(StoreKeys.of(put.key()), Optional.of(value));
        }
        case Change.Delete delete -> staged.put(StoreKeys.of(delete.key()), Optional.empty());
      }
    }
    return largest;
  }

  /** Writes the staged changes to the store. */
  public void write() {
    staged.forEach((key, value) -> value.ifPresentOrElse(bytes -> store.put(key, bytes), () -> store.delete(key)));
    staged.clear();
  }

  @Override
  public byte @Nullable [] get(Bytes key) {
    Optional<byte[]> changed = staged.get(key);
    return changed == null ? store.get(key) : changed.orElse(null);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
    return merged(store.range(from, to), staged.subMap(from, true, to, true), Comparator.naturalOrder());
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> reverseRange(Bytes from, Bytes to) {
    var descending = staged.subMap(from, true, to, true).descendingMap();
    return merged(store.reverseRange(from, to), descending, Comparator.reverseOrder());
  }

  /** Usually nothing is staged in the range, because most commands produce one event. */
  private static KeyValueIterator<Bytes, byte[]> merged(
    KeyValueIterator<Bytes, byte[]> stored,
    Map<Bytes, Optional<byte[]>> staged,
    Comparator<Bytes> order
  ) {
    return staged.isEmpty() ? stored : new StagedIterator(stored, staged, order);
  }

  @Override
  public KeyValueIterator<Bytes, byte[]> all() {
    return merged(store.all(), staged, Comparator.naturalOrder());
  }

  @Override
  public long approximateNumEntries() {
    return store.approximateNumEntries() + staged.size();
  }
}
