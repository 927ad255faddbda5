package io.keyfold.platform.log.store;

import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Merges the entries of a store with staged changes in key order; a staged change hides the stored entry. */
final class StagedIterator implements KeyValueIterator<Bytes, byte[]> {

  private final KeyValueIterator<Bytes, byte[]> stored;
  private final Iterator<Map.Entry<Bytes, Optional<byte[]>>> staged;
  private final Comparator<Bytes> order;
  private Map.@Nullable Entry<Bytes, Optional<byte[]>> change;
  private @Nullable KeyValue<Bytes, byte[]> next;

  /**
   * Creates an iterator over both.
   *
   * @param order the key order of both
   */
  StagedIterator(KeyValueIterator<Bytes, byte[]> stored, Map<Bytes, Optional<byte[]>> staged, Comparator<Bytes> order) {
    this.stored = stored;
    this.staged = staged.entrySet().iterator();
    this.order = order;
    this.change = nextChange();
    this.next = findNext();
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public KeyValue<Bytes, byte[]> next() {
    KeyValue<Bytes, byte[]> found = requireNext();
    next = findNext();
    return found;
  }

  @Override
  public Bytes peekNextKey() {
    return requireNext().key;
  }

  @Override
  public void close() {
    stored.close();
  }

  private KeyValue<Bytes, byte[]> requireNext() {
    KeyValue<Bytes, byte[]> found = next;
    if (found == null) {
      throw new NoSuchElementException();
    }
    return found;
  }

  private @Nullable KeyValue<Bytes, byte[]> findNext() {
    while (true) {
      Map.Entry<Bytes, Optional<byte[]>> changed = change;
      int compared = changed == null ? -1 : compareStoredWith(changed.getKey());
      if (changed == null || compared < 0) {
        return stored.hasNext() ? stored.next() : null;
      }
      if (compared == 0) {
        stored.next();
      }
      change = nextChange();
      if (changed.getValue().isPresent()) {
        return KeyValue.pair(changed.getKey(), changed.getValue().get());
      }
    }
  }

  /** After the last stored entry, every staged key comes first. */
  private int compareStoredWith(Bytes key) {
    return stored.hasNext() ? order.compare(stored.peekNextKey(), key) : 1;
  }

  private Map.@Nullable Entry<Bytes, Optional<byte[]>> nextChange() {
    return staged.hasNext() ? staged.next() : null;
  }
}
