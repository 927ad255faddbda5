package io.keyfold.benchmarks.micro;

import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** A view that never lags, to measure a lookup without waiting. */
final class RocksView implements View {

  private final State state;

  RocksView(State state) {
    this.state = state;
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return state.find(key);
  }

  @Override
  public <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
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

  @Override
  public Mono<Void> caughtUp() {
    return Mono.empty();
  }

  @Override
  public void listen(FoldedListener listener) {
    // Nothing is folded during a measurement.
  }
}
