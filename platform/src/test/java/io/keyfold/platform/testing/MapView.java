package io.keyfold.platform.testing;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.schema.Event;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A view over a map; it is always caught up unless configured otherwise. */
public final class MapView implements View {

  private final MapState state = new MapState();
  private final List<FoldedListener> listeners = new CopyOnWriteArrayList<>();
  private final Mono<Void> end;

  /** Creates a view that is caught up. */
  public MapView() {
    this(Mono.empty());
  }

  /** Creates a view that catches up when the signal completes. */
  public MapView(Mono<Void> end) {
    this.end = end;
  }

  /** Folds further events and returns this view. */
  public synchronized <E> MapView apply(Fold<E> fold, List<? extends E> events) {
    for (E event : events) {
      state.apply(fold, List.of(event));
      if (event instanceof SpecificRecord record) {
        String key = event instanceof Event known ? known.getMeta().getTenantId() : "";
        listeners.forEach(listener -> listener.folded(key, record, new RecordHeaders()));
      }
    }
    return this;
  }

  /** Folds a record with its key, as the view of a compacted topic does, and returns this view. */
  public synchronized MapView fold(RecordFold fold, String key, @Nullable SpecificRecord value) {
    fold.apply(key, value, state).forEach(change -> state.apply((event, before) -> List.of(change), List.of("fold")));
    listeners.forEach(listener -> listener.folded(key, value, new RecordHeaders()));
    return this;
  }

  /** Stores an object and returns this view. */
  public <T> MapView put(Key<T> key, T value) {
    return apply((event, before) -> List.of(new Change.Put<>(key, value)), List.of("put"));
  }

  @Override
  public synchronized <T> Optional<T> find(Key<T> key) {
    return state.find(key);
  }

  @Override
  public synchronized <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
    state.scan(scan, visitor);
  }

  @Override
  public <T> Mono<T> await(String recordKey, Function<State, Optional<T>> lookUp) {
    return Mono.defer(() -> Mono.justOrEmpty(lookUp.apply(this)));
  }

  @Override
  public Mono<Void> caughtUp(String recordKey) {
    return end;
  }

  @Override
  public Mono<Void> caughtUp() {
    return end;
  }

  @Override
  public void listen(FoldedListener listener) {
    listeners.add(listener);
  }
}
