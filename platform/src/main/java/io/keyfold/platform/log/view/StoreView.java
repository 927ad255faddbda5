package io.keyfold.platform.log.view;

import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.store.DecodedObjects;
import io.keyfold.platform.log.store.StateDigest;
import io.keyfold.platform.log.store.StoredState;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A view over a global store. Thread-safe. */
final class StoreView implements View, FoldedListener {

  private final ViewDefinition definition;
  private final Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> store;
  private final FoldedTopic topic;
  private final List<FoldedListener> listeners = new CopyOnWriteArrayList<>();
  private final DecodedObjects decoded;

  StoreView(
    ViewDefinition definition,
    Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> store,
    PositionTracker tracker,
    ViewWaits waitSettings,
    DecodedObjects decoded,
    InstantSource clock,
    MeterRegistry metrics
  ) {
    this.definition = definition;
    this.store = store;
    this.topic = new FoldedTopic(definition.name(), definition.topic(), tracker, waitSettings, clock, metrics);
    this.decoded = decoded;
  }

  /** {@return what it has folded of its topic} */
  FoldedTopic topic() {
    return topic;
  }

  ViewDefinition definition() {
    return definition;
  }

  /** {@return the digest of the view's content} */
  ViewDigest digest() {
    Map<Integer, Long> before = topic.positionsByPartition();
    String digest = StateDigest.of(store.get());
    return new ViewDigest(digest, before, before.equals(topic.positionsByPartition()));
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return new StoredState(store.get(), decoded).find(key);
  }

  @Override
  public <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
    new StoredState(store.get(), decoded).scan(scan, visitor);
  }

  @Override
  public <T> Mono<T> await(String recordKey, Function<State, Optional<T>> lookUp) {
    return Mono.defer(() ->
      lookUp
        .apply(this)
        .map(Mono::just)
        .orElseGet(() -> caughtUp(recordKey).then(Mono.fromSupplier(() -> lookUp.apply(this).orElse(null))))
    );
  }

  @Override
  public Mono<Void> caughtUp(String recordKey) {
    return topic.caughtUp(recordKey);
  }

  @Override
  public int partitions() {
    return topic.partitions();
  }

  @Override
  public Mono<Void> caughtUp() {
    return topic.caughtUp();
  }

  @Override
  public void listen(FoldedListener listener) {
    listeners.add(listener);
  }

  @Override
  public void folded(String key, @Nullable SpecificRecord value, Headers headers) {
    for (FoldedListener listener : listeners) {
      listener.folded(key, value, headers);
    }
  }
}
