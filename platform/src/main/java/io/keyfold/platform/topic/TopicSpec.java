package io.keyfold.platform.topic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * The required settings of a topic.
 *
 * @param name its name, the same in every installation
 * @param partitioning how many partitions it is created with
 * @param retention which records may be deleted from it
 */
public record TopicSpec(String name, Partitioning partitioning, Retention retention) {
  /** Kafka's default duration of a segment. */
  private static final Duration SEGMENT = Duration.ofDays(7);

  /** How many partitions a topic is created with. Existing topics are not changed, because keys would move. */
  public enum Partitioning {
    /** The configured number, to distribute the work. */
    SHARED,
    /**
     * One partition, for small topics that are read as a whole. Each partition costs the brokers something in every
     * fetch and in replication, even if it is empty.
     */
    SINGLE,
  }

  /** Which records of a topic may be deleted. */
  public sealed interface Retention {
    /** Nothing is ever deleted: the topic is a source of truth. */
    record Forever() implements Retention {}

    /** Compacted: the last record of each key is kept; a tombstone erases. */
    record Compacted() implements Retention {
      /** Minimum retention of tombstones: a consumer that is offline for longer would keep erased records. */
      public static final Duration TOMBSTONE_RETENTION = Duration.ofDays(7);
    }

    /**
     * Records are kept for a minimum time.
     *
     * @param duration the minimum time
     */
    record AtLeast(Duration duration) implements Retention {}
  }

  /** {@return a topic that is a source of truth} */
  static TopicSpec forever(String name) {
    return new TopicSpec(name, Partitioning.SHARED, new Retention.Forever());
  }

  /** {@return a compacted topic} */
  static TopicSpec compacted(String name) {
    return new TopicSpec(name, Partitioning.SHARED, new Retention.Compacted());
  }

  /** {@return a topic whose records may be deleted after a time} */
  static TopicSpec atLeast(String name, Duration retention) {
    return new TopicSpec(name, Partitioning.SHARED, new Retention.AtLeast(retention));
  }

  /** {@return the dead-letter topic of this topic} */
  public TopicSpec deadLetters() {
    return atLeast(name + ".dlq", Duration.ofDays(28)).single();
  }

  /** {@return the same topic with a single partition} */
  TopicSpec single() {
    return new TopicSpec(name, Partitioning.SINGLE, retention);
  }

  /** {@return the number of partitions to create} */
  int partitions(int shared) {
    return switch (partitioning) {
      case SHARED -> shared;
      case SINGLE -> 1;
    };
  }

  /** {@return Kafka's topic configuration} */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("max.message.bytes", Integer.toString(RecordSizes.BATCH));
    switch (retention) {
      case Retention.Forever forever -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", "-1");
        settings.put("retention.bytes", "-1");
      }
      case Retention.Compacted compacted -> {
        settings.put("cleanup.policy", "compact");
        // Must cover the time in which a new instance reads the topic.
        settings.put("delete.retention.ms", Long.toString(Retention.Compacted.TOMBSTONE_RETENTION.toMillis()));
      }
      case Retention.AtLeast kept -> {
        settings.put("cleanup.policy", "delete");
        String duration = Long.toString(kept.duration().toMillis());
        settings.put("retention.ms", duration);
        if (kept.duration().compareTo(SEGMENT) < 0) {
          // Records are deleted by the segment, and the newest one stays.
          settings.put("segment.ms", duration);
        }
      }
    }
    return settings;
  }
}
