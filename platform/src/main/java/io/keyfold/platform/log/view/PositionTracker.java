package io.keyfold.platform.log.view;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import reactor.core.publisher.Mono;

/**
 * Tracks the position up to which views have folded each partition, and completes waits for a position.
 *
 * <p>The position is the consumer's, not the last record's offset plus one. Transaction markers also take offsets, so a
 * wait for a record at the end offset might never complete. Thread-safe.
 */
final class PositionTracker {

  private final Map<TopicPartition, Progress> partitions = new ConcurrentHashMap<>();

  /** Starts to track the partition, at position 0. */
  void track(TopicPartition partition) {
    partitions.computeIfAbsent(partition, key -> new Progress());
  }

  /** Resets all positions, because the stores are reopened and may be empty. Pending waits continue. */
  void restart() {
    partitions.values().forEach(Progress::restart);
  }

  /** Reports that all records before the position are folded. */
  void advance(TopicPartition partition, long position) {
    partitions.computeIfAbsent(partition, key -> new Progress()).advance(position);
  }

  /** {@return the number of tracked partitions of the topic} */
  int partitionsOf(String topic) {
    return Math.toIntExact(
      partitions
        .keySet()
        .stream()
        .filter(partition -> partition.topic().equals(topic))
        .count()
    );
  }

  /** {@return the position of each tracked partition of the topic} */
  Map<TopicPartition, Long> positions(String topic) {
    Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    partitions.forEach((partition, progress) -> {
      if (partition.topic().equals(topic)) {
        positions.put(partition, progress.position());
      }
    });
    return positions;
  }

  /**
   * Completes when all records before the position are folded. The caller sets the timeout; cancellation removes the
   * wait.
   */
  Mono<Void> reached(TopicPartition partition, long position) {
    return Mono.defer(() -> {
      Progress progress = partitions.computeIfAbsent(partition, key -> new Progress());
      Progress.Wait wait = progress.waitFor(position);
      return Mono.fromFuture(wait.future(), true).doFinally(signal -> progress.forget(wait));
    });
  }

  /** One partition's position and waits. */
  private static final class Progress {

    private long position;
    private long tickets;
    private final Map<Long, Wait> waits = new HashMap<>();

    private record Wait(long ticket, long target, CompletableFuture<Void> future) {}

    void advance(long to) {
      List<Wait> completed;
      synchronized (this) {
        if (to <= position) {
          return;
        }
        position = to;
        completed = waits
          .values()
          .stream()
          .filter(wait -> wait.target() <= to)
          .toList();
        completed.forEach(wait -> waits.remove(wait.ticket()));
      }
      // Outside the lock: a completed caller may immediately wait again.
      completed.forEach(wait -> wait.future().complete(null));
    }

    synchronized void restart() {
      position = 0;
    }

    synchronized long position() {
      return position;
    }

    synchronized Wait waitFor(long target) {
      Wait wait = new Wait(tickets++, target, new CompletableFuture<>());
      if (target <= position) {
        wait.future().complete(null);
      } else {
        waits.put(wait.ticket(), wait);
      }
      return wait;
    }

    synchronized void forget(Wait wait) {
      waits.remove(wait.ticket());
    }
  }
}
