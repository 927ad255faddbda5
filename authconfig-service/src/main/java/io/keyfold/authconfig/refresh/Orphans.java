package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.topic.KeyPartitioner;
import io.keyfold.platform.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Finds open refreshes whose executor died. An open refresh that is not executed here is one whose record this instance
 * has yet to receive, or one that was received by an owner who is gone. It is an orphan once this instance has processed
 * its partition beyond the end that the log had after the refresh was seen. Used by one thread at a time.
 */
final class Orphans {

  /** Leaves a paused owner the time to notice that it lost the partition. */
  private static final Duration GRACE = Duration.ofSeconds(2);

  private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

  private final Function<Set<TopicPartition>, Mono<Map<TopicPartition, Long>>> ends;
  private final ToLongFunction<TopicPartition> processed;
  private final LongSupplier nanoTime;
  private Map<String, Sighting> sightings = new HashMap<>();
  private Map<String, Sighting> next = new HashMap<>();

  /** An open refresh that is not executed here. */
  private static final class Sighting {

    private final TopicPartition partition;
    private final long since;
    private volatile @Nullable Long end;

    Sighting(TopicPartition partition, long since) {
      this.partition = partition;
      this.since = since;
    }
  }

  /**
   * Creates a finder.
   *
   * @param ends the log's end offsets
   * @param processed offset below which this instance has processed a partition
   */
  Orphans(
    Function<Set<TopicPartition>, Mono<Map<TopicPartition, Long>>> ends,
    ToLongFunction<TopicPartition> processed,
    LongSupplier nanoTime
  ) {
    this.ends = ends;
    this.processed = processed;
    this.nanoTime = nanoTime;
  }

  /** {@return whether an open refresh that is not executed here is an orphan; to be asked in each run until then} */
  boolean isOrphan(String attemptId, TokenState grant, int partitions) {
    Sighting known = sightings.get(attemptId);
    if (known == null) {
      int partition = KeyPartitioner.partition(grant.tenant().value(), partitions);
      known = new Sighting(new TopicPartition(Topics.AUTHCONFIG_TOKENS.name(), partition), nanoTime.getAsLong());
    }
    Long end = known.end;
    boolean orphan =
      end != null &&
      processed.applyAsLong(known.partition) >= end &&
      nanoTime.getAsLong() - known.since >= GRACE.toNanos();
    if (!orphan) {
      next.put(attemptId, known);
    }
    return orphan;
  }

  /** {@return the number of refreshes seen in this run} */
  int size() {
    return next.size();
  }

  /** Ends a run: forgets refreshes that are no longer open, and asks for the ends of those that are new. */
  void runEnded() {
    sightings = next;
    next = new HashMap<>();
    Map<String, Sighting> current = sightings;
    Set<TopicPartition> wanted = new HashSet<>();
    current
      .values()
      .stream()
      .filter(each -> each.end == null)
      .forEach(each -> wanted.add(each.partition));
    if (!wanted.isEmpty()) {
      ends
        .apply(wanted)
        .timeout(END_TIMEOUT)
        // Asked again in the next run.
        .onErrorComplete()
        .subscribe(found ->
          current
            .values()
            .stream()
            .filter(each -> each.end == null)
            .forEach(each -> each.end = found.get(each.partition))
        );
    }
  }
}
