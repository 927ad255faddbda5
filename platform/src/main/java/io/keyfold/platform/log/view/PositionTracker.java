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
 * How far the views have folded each partition, and who waits for them to get further.
 *
 * <p>A position is the consumer's, not the last record's offset plus one: transaction markers take offsets too, and a view
 * that waited for a record at the log's end would wait for a record that never comes. Thread-safe.
 */
final class PositionTracker {

  private final Map<TopicPartition, Progress> partitions = new ConcurrentHashMap<>();

  /** The partition is one of those that are followed; nothing of it is folded yet, as far as is known. */
  void follow(TopicPartition partition) {
    partitions.computeIfAbsent(partition, any -> new Progress());
  }

  /** The stores are opened again, and may be empty: what was passed before says nothing. Who waits goes on waiting. */
  void restart() {
    partitions.values().forEach(Progress::restart);
  }

  /** Everything before the position is folded. */
  void passed(TopicPartition partition, long position) {
    partitions.computeIfAbsent(partition, any -> new Progress()).passed(position);
  }

  /** {@return how many partitions of the topic are followed} */
  int partitionsOf(String topic) {
    return Math.toIntExact(
      partitions
        .keySet()
        .stream()
        .filter(partition -> partition.topic().equals(topic))
        .count()
    );
  }

  /** {@return the position of each followed partition of the topic} */
  Map<TopicPartition, Long> positions(String topic) {
    Map<TopicPartition, Long> positions = new ConcurrentHashMap<>();
    partitions.forEach((partition, progress) -> {
      if (partition.topic().equals(topic)) {
        positions.put(partition, progress.position());
      }
    });
    return positions;
  }

  /** Completes once everything before the position is folded. The caller bounds the wait; a cancelled wait is forgotten. */
  Mono<Void> reached(TopicPartition partition, long position) {
    return Mono.defer(() -> {
      Progress progress = partitions.computeIfAbsent(partition, any -> new Progress());
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

    void passed(long to) {
      List<Wait> over;
      synchronized (this) {
        if (to <= position) {
          return;
        }
        position = to;
        over = waits
          .values()
          .stream()
          .filter(wait -> wait.target() <= to)
          .toList();
        over.forEach(wait -> waits.remove(wait.ticket()));
      }
      // Outside the lock: what waited may ask again at once.
      over.forEach(wait -> wait.future().complete(null));
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
