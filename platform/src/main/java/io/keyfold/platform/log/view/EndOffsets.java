package io.keyfold.platform.log.view;

import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks the log for its current end, as a read_committed reader sees it. One question is under way at a time; who comes
 * meanwhile shares the next one, because an answer that was on its way already could be older than what he must see. So
 * neither a rush nor a Kafka that does not answer piles up requests. Thread-safe.
 */
final class EndOffsets {

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
  EndOffsets(Function<Set<TopicPartition>, CompletableFuture<Map<TopicPartition, Long>>> log, Scheduler scheduler) {
    this.log = log;
    this.scheduler = scheduler;
  }

  /** {@return one that asks Kafka, and gives a question up after the bound} */
  static EndOffsets of(Admin admin, Duration bound, Scheduler scheduler) {
    return new EndOffsets(partitions -> ask(admin, partitions, bound), scheduler);
  }

  /** {@return per partition the offset after the last committed record} */
  Mono<Map<TopicPartition, Long>> of(Set<TopicPartition> partitions) {
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

  private static CompletableFuture<Map<TopicPartition, Long>> ask(
    Admin admin,
    Set<TopicPartition> partitions,
    Duration bound
  ) {
    Map<TopicPartition, OffsetSpec> latest = partitions
      .stream()
      .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
    ListOffsetsOptions options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(
      Math.toIntExact(bound.toMillis())
    );
    return admin
      .listOffsets(latest, options)
      .all()
      .toCompletionStage()
      .thenApply(EndOffsets::offsets)
      .toCompletableFuture();
  }

  private static Map<TopicPartition, Long> offsets(Map<TopicPartition, ListOffsetsResultInfo> ends) {
    return ends
      .entrySet()
      .stream()
      .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
  }
}
