package io.keyfold.platform.log.endoffset;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Fetches the current end offsets of the log, as a read_committed consumer sees them. Partitions whose end offset the
 * last request could not learn, e.g. because their leader was lost, are requested separately, so that they do not delay
 * the others. Thread-safe.
 */
public final class EndOffsets {

  private final RequestCoalescer primary;
  private final RequestCoalescer fallback;
  private final Scheduler scheduler;
  private final Set<TopicPartition> unavailable = ConcurrentHashMap.newKeySet();

  /** Requests end offsets; the result contains those that could be learned within the request timeout. */
  @FunctionalInterface
  public interface Log extends Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> {}

  /** A failure as a value: after a cancellation it is ignored instead of logged as a dropped error. */
  private record Result(@Nullable Map<TopicPartition, Long> ends, @Nullable Throwable failure) {
    Mono<Map<TopicPartition, Long>> signal() {
      return failure == null ? Mono.justOrEmpty(ends) : Mono.error(failure);
    }
  }

  /**
   * Creates a client of the log.
   *
   * @param primary requests the end offsets of available partitions
   * @param fallback requests the end offsets of unavailable partitions, independently of {@code primary}
   * @param scheduler where results are published
   */
  public EndOffsets(Log primary, Log fallback, Scheduler scheduler) {
    this.primary = new RequestCoalescer(partitions -> request(partitions, primary));
    this.fallback = new RequestCoalescer(partitions -> request(partitions, fallback));
    this.scheduler = scheduler;
  }

  /**
   * {@return per partition the offset after the last committed record} Repeats the request until all end offsets are
   * known; the caller sets the timeout.
   */
  public Mono<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
    return Mono.defer(() -> {
      Map<TopicPartition, Long> known = new ConcurrentHashMap<>();
      return Mono.defer(() -> fetchOnce(filter(partitions, partition -> !known.containsKey(partition))))
        .doOnNext(ends -> partitions.forEach(partition -> known.computeIfAbsent(partition, ends::get)))
        .repeat(() -> known.size() < partitions.size())
        .then(Mono.fromSupplier(() -> Map.copyOf(known)));
    });
  }

  /**
   * {@return the end offsets, as {@link #of}, of the partitions that one request could learn; may include others}
   * Errors if the log cannot be reached.
   */
  public Mono<Map<TopicPartition, Long>> fetchOnce(Set<TopicPartition> partitions) {
    return Mono.fromFuture(() -> join(partitions).handle(Result::new), true)
      .publishOn(scheduler)
      .flatMap(Result::signal);
  }

  private CompletableFuture<Map<TopicPartition, Long>> join(Set<TopicPartition> partitions) {
    Set<TopicPartition> separate = filter(partitions, unavailable::contains);
    Set<TopicPartition> others = filter(partitions, partition -> !separate.contains(partition));
    return primary.fetch(others).thenCombine(fallback.fetch(separate), EndOffsets::merge);
  }

  private CompletableFuture<Map<TopicPartition, Long>> request(Set<TopicPartition> partitions, Log log) {
    return log.apply(partitions).thenApply(ends -> {
      unavailable.removeAll(ends.keySet());
      unavailable.addAll(filter(partitions, partition -> !ends.containsKey(partition)));
      return ends;
    });
  }

  private static Set<TopicPartition> filter(Set<TopicPartition> partitions, Predicate<TopicPartition> predicate) {
    return partitions.stream().filter(predicate).collect(Collectors.toSet());
  }

  private static Map<TopicPartition, Long> merge(Map<TopicPartition, Long> some, Map<TopicPartition, Long> others) {
    Map<TopicPartition, Long> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
