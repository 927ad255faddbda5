package io.keyfold.platform.topic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it has to be.
 *
 * @param name its name, the same in every installation
 * @param layout into how many partitions it is made
 * @param keeping what may be deleted from it
 */
public record TopicSpec(String name, Layout layout, Keeping keeping) {
  /** Into how many partitions a topic is made. One that is there stays as it is: keys would move. */
  public enum Layout {
    /** As many as the installation is set to: work on it is shared. */
    SHARED,
    /**
     * One. For what is little, and read as a whole: each partition costs brokers something with every fetch, also of their replicas, whether
     * there is something in it or not.
     */
    SINGLE,
  }

  /** What may be deleted from a topic. */
  public sealed interface Keeping {
    /** Nothing is ever deleted: the topic is the truth. */
    record Forever() implements Keeping {}

    /** The last record of each key stays; a tombstone erases. */
    record LastPerKey() implements Keeping {
      /** How long a tombstone stays, at least: a reader that stands still for longer would keep what was erased. */
      public static final Duration TOMBSTONES = Duration.ofDays(7);
    }

    /**
     * Everything stays at least this long.
     *
     * @param retention how long
     */
    record AtLeast(Duration retention) implements Keeping {}
  }

  /** {@return a topic that is the truth} */
  static TopicSpec forever(String name) {
    return new TopicSpec(name, Layout.SHARED, new Keeping.Forever());
  }

  /** {@return a compacted topic} */
  static TopicSpec lastPerKey(String name) {
    return new TopicSpec(name, Layout.SHARED, new Keeping.LastPerKey());
  }

  /** {@return a topic whose records may go after a time} */
  static TopicSpec atLeast(String name, Duration retention) {
    return new TopicSpec(name, Layout.SHARED, new Keeping.AtLeast(retention));
  }

  /** {@return the topic that takes what could not be read from this one} */
  public TopicSpec deadLetters() {
    return atLeast(name + ".dlq", Duration.ofDays(28)).single();
  }

  /** {@return the same topic in one partition} */
  TopicSpec single() {
    return new TopicSpec(name, Layout.SINGLE, keeping);
  }

  /** {@return how many partitions it is made with, where others are shared out over so many} */
  int partitions(int shared) {
    return switch (layout) {
      case SHARED -> shared;
      case SINGLE -> 1;
    };
  }

  /** {@return Kafka's settings for the topic} */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("max.message.bytes", Integer.toString(RecordSizes.BATCH));
    switch (keeping) {
      case Keeping.Forever forever -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", "-1");
        settings.put("retention.bytes", "-1");
      }
      case Keeping.LastPerKey compacted -> {
        settings.put("cleanup.policy", "compact");
        // A new instance folds from the start: it must still meet the tombstones of what it has read.
        settings.put("delete.retention.ms", Long.toString(Keeping.LastPerKey.TOMBSTONES.toMillis()));
      }
      case Keeping.AtLeast kept -> {
        settings.put("cleanup.policy", "delete");
        settings.put("retention.ms", Long.toString(kept.retention().toMillis()));
      }
    }
    return settings;
  }
}
