package io.keyfold.platform.log.ends;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks the log for its current end, as a read_committed reader sees it. One question is under way at a time; who comes
 * meanwhile shares the next one, because an answer that was on its way already could be older than what he must see. So
 * neither a rush nor a Kafka that does not answer piles up requests. Thread-safe.
 */
public final class EndOffsets {

  private final Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> log;
  private final Scheduler scheduler;
  private @Nullable Question next;
  private boolean asking;

  private record Question(Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, Long>> answer) {}

  /** A failure as a value: one that comes when nobody waits any more is then passed over, and not logged as dropped. */
  private record Answer(@Nullable Map<TopicPartition, Long> ends, @Nullable Throwable failure) {
    Mono<Map<TopicPartition, Long>> signal() {
      return failure == null ? Mono.justOrEmpty(ends) : Mono.error(failure);
    }
  }

  /**
   * Asks through a function.
   *
   * @param log answers the ends of some partitions
   * @param scheduler where waiters go on
   */
  public EndOffsets(
    Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> log,
    Scheduler scheduler
  ) {
    this.log = log;
    this.scheduler = scheduler;
  }

  /** {@return per partition the offset after the last committed record} */
  public Mono<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
    return Mono.fromFuture(() -> join(partitions).handle(Answer::new), true)
      .publishOn(scheduler)
      .flatMap(Answer::signal)
      .map(ends -> partitions.stream().collect(Collectors.toMap(partition -> partition, ends::get)));
  }

  private synchronized CompletableFuture<Map<TopicPartition, Long>> join(Set<TopicPartition> partitions) {
    Question mine = next;
    if (mine == null) {
      mine = new Question(new HashSet<>(), new CompletableFuture<>());
      next = mine;
    }
    mine.partitions().addAll(partitions);
    // Who gives up must not give up for the others.
    CompletableFuture<Map<TopicPartition, Long>> shared = mine.answer().copy();
    if (!asking) {
      begin();
    }
    return shared;
  }

  private synchronized void begin() {
    Question question = next;
    next = null;
    asking = question != null;
    if (question != null) {
      // Composed, so that a client which throws at once fails this question and not all that follow.
      var _ = CompletableFuture.completedFuture(Set.copyOf(question.partitions()))
        .thenCompose(log)
        .whenComplete((ends, error) -> {
          begin();
          if (error == null) {
            question.answer().complete(ends);
          } else {
            question.answer().completeExceptionally(error);
          }
        });
    }
  }
}
