package io.keyfold.platform.log.endoffset;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Coalesces concurrent requests for end offsets. One request runs at a time; calls that arrive meanwhile share the next
 * one, since the response to the running request could be too old for them. This bounds the number of requests during
 * bursts and outages. Thread-safe.
 */
final class RequestCoalescer {

  private final EndOffsets.Log log;
  private @Nullable Request next;
  private boolean inFlight;

  private record Request(Set<TopicPartition> partitions, CompletableFuture<Map<TopicPartition, Long>> result) {}

  RequestCoalescer(EndOffsets.Log log) {
    this.log = log;
  }

  /** {@return the result of a request that is sent after this call, for these and possibly other partitions} */
  CompletableFuture<Map<TopicPartition, Long>> fetch(Set<TopicPartition> partitions) {
    return partitions.isEmpty() ? CompletableFuture.completedFuture(Map.of()) : join(partitions);
  }

  private synchronized CompletableFuture<Map<TopicPartition, Long>> join(Set<TopicPartition> partitions) {
    Request pending = next;
    if (pending == null) {
      pending = new Request(new HashSet<>(), new CompletableFuture<>());
      next = pending;
    }
    pending.partitions().addAll(partitions);
    // A copy, so that one caller's cancellation does not affect the others.
    CompletableFuture<Map<TopicPartition, Long>> shared = pending.result().copy();
    if (!inFlight) {
      startNext();
    }
    return shared;
  }

  private synchronized void startNext() {
    Request current = next;
    next = null;
    inFlight = current != null;
    if (current != null) {
      // Composed, so that an exception thrown by the client fails this request only.
      var _ = CompletableFuture.completedFuture(Set.copyOf(current.partitions()))
        .thenCompose(log)
        .whenComplete((ends, error) -> {
          startNext();
          if (error == null) {
            current.result().complete(ends);
          } else {
            current.result().completeExceptionally(error);
          }
        });
    }
  }
}
