package io.keyfold.platform.log.view;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.store.DecodedObjects;
import io.keyfold.platform.log.store.StateDigest;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.platform.topic.KeyPartitioner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A view over a global store. Thread-safe. */
final class StoreView implements View, FoldedListener {

  private static final Logger LOG = LoggerFactory.getLogger(StoreView.class);

  private final ViewDefinition definition;
  private final Supplier<ReadOnlyKeyValueStore<Bytes, byte[]>> store;
  private final PositionTracker tracker;
  private final ViewWaits waitSettings;
  private final List<FoldedListener> listeners = new CopyOnWriteArrayList<>();
  private final Timer waits;
  private final ViewLag lag;
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
    this.tracker = tracker;
    this.waitSettings = waitSettings;
    this.waits = Timer.builder("keyfold.view.wait")
      .tag("view", definition.name())
      .publishPercentileHistogram()
      .register(metrics);
    this.lag = new ViewLag(definition.name(), clock, metrics);
    this.decoded = decoded;
  }

  /** {@return its position in each partition that it reads} */
  Map<TopicPartition, Long> folded() {
    return tracker.positions(definition.topic().name());
  }

  /** {@return its lag} */
  ViewLag lag() {
    return lag;
  }

  ViewDefinition definition() {
    return definition;
  }

  /** {@return the digest of the view's content} */
  ViewDigest digest() {
    Map<Integer, Long> before = positions();
    String digest = StateDigest.of(store.get());
    return new ViewDigest(digest, before, before.equals(positions()));
  }

  private Map<Integer, Long> positions() {
    Map<Integer, Long> positions = new HashMap<>();
    folded().forEach((partition, position) -> positions.put(partition.partition(), position));
    return positions;
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
    // The key's partition depends on the number of partitions, which may not be known yet.
    return Mono.defer(() -> reachedEnd(Set.of(partitionOf(recordKey, partitions()))));
  }

  @Override
  public int partitions() {
    int count = tracker.partitionsOf(definition.topic().name());
    if (count == 0) {
      throw catchingUp();
    }
    return count;
  }

  @Override
  public Mono<Void> caughtUp() {
    return Mono.defer(() -> {
      Set<TopicPartition> partitions = folded().keySet();
      return partitions.isEmpty() ? Mono.error(StoreView::catchingUp) : reachedEnd(partitions);
    });
  }

  private Mono<Void> reachedEnd(Set<TopicPartition> partitions) {
    return Mono.defer(() -> {
      Timer.Sample sample = Timer.start();
      return waitSettings
        .endOffsets()
        .of(partitions)
        .flatMapIterable(Map::entrySet)
        .flatMap(end -> tracker.reached(end.getKey(), end.getValue()), Integer.MAX_VALUE)
        .then()
        .publishOn(waitSettings.scheduler())
        .timeout(waitSettings.timeout())
        .onErrorMap(error -> timedOut(partitions, error))
        .doFinally(signal -> sample.stop(waits));
    });
  }

  /** {@return the 503 error of an instance whose views are not running} */
  static ApiException catchingUp() {
    return ApiException.of(ErrorCode.UNAVAILABLE, "This instance is catching up with the log; retry later");
  }

  private static ApiException timedOut(Set<TopicPartition> partitions, Throwable error) {
    LOG.atWarn()
      .addKeyValue("partitions", partitions)
      .addKeyValue("error", error.toString())
      .log("the view did not reach the log's end offset in time");
    return ApiException.of(
      ErrorCode.UNAVAILABLE,
      "This instance could not catch up with the log in time, so its answer might be outdated",
      "Retry the request"
    );
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

  private TopicPartition partitionOf(String recordKey, int count) {
    return new TopicPartition(definition.topic().name(), KeyPartitioner.partition(recordKey, count));
  }
}
