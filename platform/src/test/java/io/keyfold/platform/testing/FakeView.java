package io.keyfold.platform.testing;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A view over a {@link MapState} that is always at the end of its log, and counts how often somebody waited for that. */
public final class FakeView implements View {

  private final MapState state = new MapState();
  private final AtomicInteger waits = new AtomicInteger();

  /** Folds events, and answers itself. */
  public synchronized <E> FakeView apply(Fold<E> fold, List<? extends E> events) {
    state.apply(fold, events);
    return this;
  }

  /** Puts an object there, and answers itself. */
  public <T> FakeView put(Key<T> key, T value) {
    return apply((event, before) -> List.of(new Change.Put<>(key, value)), List.of("put"));
  }

  /** {@return how often the end of the log was asked for} */
  public int waits() {
    return waits.get();
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
    return Mono.defer(() -> {
      Optional<T> hit = lookUp.apply(this);
      if (hit.isEmpty()) {
        waits.incrementAndGet();
      }
      return Mono.justOrEmpty(hit);
    });
  }

  @Override
  public Mono<Void> caughtUp(String recordKey) {
    return Mono.fromRunnable(waits::incrementAndGet);
  }
}
