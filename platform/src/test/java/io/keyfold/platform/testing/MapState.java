package io.keyfold.platform.testing;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** A state in a map, for pure tests of deciders and folds. Equal to another with the same content. */
public final class MapState implements State {

  private final NavigableMap<String, Object> entries = new TreeMap<>();

  /** {@return the state after folding the events} */
  public static <E> MapState of(Fold<E> fold, List<? extends E> events) {
    return new MapState().apply(fold, events);
  }

  /** Folds further events and returns this state. */
  public <E> MapState apply(Fold<E> fold, List<? extends E> events) {
    for (E event : events) {
      fold.apply(event, this).forEach(this::change);
    }
    return this;
  }

  private void change(Change change) {
    switch (change) {
      case Change.Put<?> put -> entries.put(path(put.key()), put.value());
      case Change.Delete delete -> entries.remove(path(delete.key()));
    }
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return Optional.ofNullable(entries.get(path(key))).map(key.kind().type()::cast);
  }

  @Override
  public <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
    String range = scan.tenant() + "\0" + scan.kind().name() + "\0";
    NavigableMap<String, Object> ordered = scan.descending() ? entries.descendingMap() : entries;
    for (var entry : ordered.entrySet()) {
      if (!entry.getKey().startsWith(range + scan.prefix())) {
        continue;
      }
      String id = entry.getKey().substring(range.length());
      boolean within =
        (scan.after().isEmpty() || id.compareTo(scan.after()) > 0) &&
        (scan.before().isEmpty() || id.compareTo(scan.before()) < 0);
      if (within && !visitor.test(id, scan.kind().type().cast(entry.getValue()))) {
        return;
      }
    }
  }

  private static String path(Key<?> key) {
    return key.tenant() + "\0" + key.kind().name() + "\0" + key.id();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MapState that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}
