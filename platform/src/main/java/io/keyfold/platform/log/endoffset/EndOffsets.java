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
 * Asks the log for its current end, as a read_committed reader sees it. Partitions whose end the last question did not learn,
 * since their leader was lost, say, are asked for beside the others: nobody who wants to know of the others waits for them.
 * Thread-safe.
 */
public final class EndOffsets {

  private final RequestCoalescer usual;
  private final RequestCoalescer beside;
  private final Scheduler scheduler;
  private final Set<TopicPartition> silent = ConcurrentHashMap.newKeySet();

  /** How the log is asked: what is answered holds the ends that could be learnt within a bound. */
  @FunctionalInterface
  public interface Log extends Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> {}

  /** A failure as a value: one that comes when nobody waits any more is then passed over, and not logged as dropped. */
  private record Result(@Nullable Map<TopicPartition, Long> ends, @Nullable Throwable failure) {
    Mono<Map<TopicPartition, Long>> signal() {
      return failure == null ? Mono.justOrEmpty(ends) : Mono.error(failure);
    }
  }

  /**
   * Asks through functions.
   *
   * @param usual asks for partitions that are there
   * @param beside asks for those whose end is not told at once; must not wait for the other
   * @param scheduler where waiters go on
   */
  public EndOffsets(Log usual, Log beside, Scheduler scheduler) {
    this.usual = new RequestCoalescer(partitions -> learn(partitions, usual));
    this.beside = new RequestCoalescer(partitions -> learn(partitions, beside));
    this.scheduler = scheduler;
  }

  /**
   * {@return per partition the offset after the last committed record} Asks until it knows all of them: who waits sets the bound.
   */
  public Mono<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
    return Mono.defer(() -> {
      Map<TopicPartition, Long> known = new ConcurrentHashMap<>();
      return Mono.defer(() -> told(where(partitions, partition -> !known.containsKey(partition))))
        .doOnNext(ends -> partitions.forEach(partition -> known.computeIfAbsent(partition, ends::get)))
        .repeat(() -> known.size() < partitions.size())
        .then(Mono.fromSupplier(() -> Map.copyOf(known)));
    });
  }

  /**
   * {@return as {@link #of}, of those partitions, and maybe others, whose end could be learnt with one question} Errors where the log
   * could not be asked.
   */
  public Mono<Map<TopicPartition, Long>> told(Set<TopicPartition> partitions) {
    return Mono.fromFuture(() -> ask(partitions).handle(Result::new), true)
      .publishOn(scheduler)
      .flatMap(Result::signal);
  }

  private CompletableFuture<Map<TopicPartition, Long>> ask(Set<TopicPartition> partitions) {
    Set<TopicPartition> apart = where(partitions, silent::contains);
    Set<TopicPartition> others = where(partitions, partition -> !apart.contains(partition));
    return usual.ask(others).thenCombine(beside.ask(apart), EndOffsets::both);
  }

  private CompletableFuture<Map<TopicPartition, Long>> learn(Set<TopicPartition> partitions, Log log) {
    return log.apply(partitions).thenApply(ends -> {
      silent.removeAll(ends.keySet());
      silent.addAll(where(partitions, partition -> !ends.containsKey(partition)));
      return ends;
    });
  }

  private static Set<TopicPartition> where(Set<TopicPartition> partitions, Predicate<TopicPartition> holds) {
    return partitions.stream().filter(holds).collect(Collectors.toSet());
  }

  private static Map<TopicPartition, Long> both(Map<TopicPartition, Long> some, Map<TopicPartition, Long> others) {
    Map<TopicPartition, Long> all = new HashMap<>(some);
    all.putAll(others);
    return all;
  }
}
