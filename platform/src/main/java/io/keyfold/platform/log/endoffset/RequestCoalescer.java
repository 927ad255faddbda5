package io.keyfold.platform.log.endoffset;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks one question at a time; who comes meanwhile shares the next one, because an answer that was on its way already could be
 * older than what he must see. So neither a rush nor a Kafka that does not answer piles up requests. Thread-safe.
 */
final class RequestCoalescer {

  private final EndOffsets.Log log;
  private @Nullable Question next;
  private boolean asking;

  private record Question(Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, Long>> answer) {}

  RequestCoalescer(EndOffsets.Log log) {
    this.log = log;
  }

  /** {@return what the log answers to a question that begins after this call, about these partitions and others} */
  CompletableFuture<Map<TopicPartition, Long>> ask(Set<TopicPartition> partitions) {
    return partitions.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : join(partitions);
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
