package io.keyfold.platform.testing;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A view that has always folded everything, over a map. */
public final class MapView implements View {

  private final MapState state = new MapState();

  /** Folds more events, and answers itself. */
  public synchronized <E> MapView apply(Fold<E> fold, List<? extends E> events) {
    state.apply(fold, events);
    return this;
  }

  /** Puts an object there, and answers itself. */
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
    return Mono.empty();
  }
}
