package io.keyfold.platform.log.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when the local stores of an application that decides had all that their changelogs tell. Those that stood still for too
 * long are emptied before it begins, and come back from the log ({@link Standstill}); Kafka does so by itself from 4.3 on
 * (KIP-1259), by the age of folders.
 *
 * <p>It is written down when the application ends in order alone: after a crash Kafka Streams goes on from a checkpoint that may
 * be much older than what a standby had read. For one thread at a time.
 */
public final class StoreAge {

  private static final Logger LOG = LoggerFactory.getLogger(StoreAge.class);

  private final Standstill standstill;
  private final InstantSource clock;
  private Optional<Instant> caughtUpAt = Optional.empty();
  private Optional<Goal> goal = Optional.empty();

  /**
   * What the stores have to pass to have all that was there at a time.
   *
   * @param at when it was asked
   * @param ends of the changelogs
   */
  private record Goal(Instant at, Map<TopicPartition, Long> ends) {}

  private StoreAge(Standstill standstill, InstantSource clock) {
    this.standstill = standstill;
    this.clock = clock;
  }

  /**
   * {@return the age of an application's stores}
   *
   * @param folder where it is written down; not the application's own, where Kafka Streams wants to be alone
   */
  public static StoreAge in(Path folder, InstantSource clock) {
    return new StoreAge(Standstill.in(folder), clock);
  }

  /** Before the application begins: empties stores that are too old. */
  public void judge(KafkaStreams streams) {
    Instant now = clock.instant();
    goal = Optional.empty();
    if (standstill.isTooLong(now)) {
      LOG.info("local stores are not known to be recent enough: they come back from the log");
      streams.cleanUp();
      standstill.caughtUp(now);
    }
    caughtUpAt = standstill.caughtUpAt();
  }

  /**
   * Looks how far the stores are; from time to time, while the application runs. Asks Kafka, and waits for its answer.
   *
   * @return whether they can still be used. If not, the process was stopped or the log away for too long: the application has to begin again
   */
  public boolean look(KafkaStreams streams) {
    Instant now = clock.instant();
    if (caughtUpAt.filter(then -> !Standstill.isTooLong(then, now)).isEmpty()) {
      return false;
    }
    Map<TopicPartition, Long> positions = new HashMap<>();
    Map<TopicPartition, Long> ends = new HashMap<>();
    streams.allLocalStorePartitionLags().forEach((store, lags) ->
      lags.forEach((partition, lag) -> {
        positions.put(new TopicPartition(store, partition), lag.currentOffsetPosition());
        ends.put(new TopicPartition(store, partition), lag.endOffsetPosition());
      })
    );
    if (goal.filter(open -> !isPassed(open, positions)).isEmpty()) {
      goal.ifPresent(passed -> caughtUpAt = Optional.of(passed.at()));
      goal = Optional.of(new Goal(now, ends));
    }
    return true;
  }

  /** What has moved to another instance is not waited for: Kafka Streams deletes such a store after some minutes. */
  private static boolean isPassed(Goal goal, Map<TopicPartition, Long> positions) {
    return goal
      .ends()
      .entrySet()
      .stream()
      .allMatch(end -> positions.getOrDefault(end.getKey(), Long.MAX_VALUE) >= end.getValue());
  }

  /** The application has ended in order: its stores are on the disk as they were. */
  public void ended() {
    caughtUpAt.ifPresent(standstill::caughtUp);
  }
}
