package io.keyfold.platform.topic;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as it has to be.
 *
 * @param name its name, the same in every installation
 * @param keeping what may be deleted from it
 */
public record TopicSpec(String name, Keeping keeping) {
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
    return new TopicSpec(name, new Keeping.Forever());
  }

  /** {@return a compacted topic} */
  static TopicSpec lastPerKey(String name) {
    return new TopicSpec(name, new Keeping.LastPerKey());
  }

  /** {@return a topic whose records may go after a time} */
  static TopicSpec atLeast(String name, Duration retention) {
    return new TopicSpec(name, new Keeping.AtLeast(retention));
  }

  /** {@return the topic that takes what could not be read from this one} */
  public TopicSpec deadLetters() {
    return atLeast(name + ".dlq", Duration.ofDays(28));
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
