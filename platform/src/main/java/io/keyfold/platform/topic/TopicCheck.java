package io.keyfold.platform.topic;

import io.keyfold.platform.topic.TopicSpec.Retention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds settings of an existing topic that could lose data. Pure. */
final class TopicCheck {

  private TopicCheck() {}

  /**
   * {@return the faults, each with topic, setting, value and required value; empty if the topic is safe}
   *
   * @param settings the topic's settings as reported by the broker
   * @param replicas number of replicas of the least replicated partition
   * @param requiredInsync required minimum of {@code min.insync.replicas}
   */
  static List<String> faults(TopicSpec topic, Map<String, String> settings, int replicas, int requiredInsync) {
    List<String> faults = new ArrayList<>();
    String cleanup = settings.getOrDefault("cleanup.policy", "delete");
    switch (topic.retention()) {
      case Retention.Forever forever -> {
        requireValue(faults, topic, settings, "retention.ms", "-1");
        requireValue(faults, topic, settings, "retention.bytes", "-1");
        if (cleanup.contains("compact")) {
          faults.add(
            fault(topic, "cleanup.policy", cleanup, "delete (with retention.ms=-1): compaction would drop events")
          );
        }
      }
      case Retention.Compacted compacted -> {
        if (!cleanup.equals("compact")) {
          faults.add(fault(topic, "cleanup.policy", cleanup, "compact"));
        }
        tombstones(faults, topic, settings);
      }
      case Retention.AtLeast retained -> {
        long retention = Long.parseLong(settings.getOrDefault("retention.ms", "-1"));
        if (retention >= 0 && retention < retained.duration().toMillis()) {
          faults.add(
            fault(topic, "retention.ms", Long.toString(retention), retained.duration().toMillis() + " or more")
          );
        }
      }
    }
    int minInsync = Integer.parseInt(settings.getOrDefault("min.insync.replicas", "1"));
    if (minInsync < requiredInsync) {
      faults.add(
        fault(
          topic,
          "min.insync.replicas",
          Integer.toString(minInsync),
          requiredInsync + " or more (keyfold.topics.min-insync-replicas): fewer replicas may lose acknowledged records"
        )
      );
    }
    if (replicas < minInsync) {
      faults.add(
        fault(topic, "min.insync.replicas", Integer.toString(minInsync), "at most its " + replicas + " replicas")
      );
    }
    return faults;
  }

  private static void tombstones(List<String> faults, TopicSpec topic, Map<String, String> settings) {
    long required = Retention.Compacted.TOMBSTONE_RETENTION.toMillis();
    long retained = Long.parseLong(settings.getOrDefault("delete.retention.ms", Long.toString(required)));
    if (retained < required) {
      faults.add(
        fault(
          topic,
          "delete.retention.ms",
          Long.toString(retained),
          required + " or more: consumers that were offline would miss deletions"
        )
      );
    }
  }

  private static void requireValue(
    List<String> faults,
    TopicSpec topic,
    Map<String, String> settings,
    String name,
    String required
  ) {
    String value = settings.getOrDefault(name, required);
    if (!value.equals(required)) {
      faults.add(
        fault(topic, name, value, required + ": this topic is the source of truth, so its records must not be deleted")
      );
    }
  }

  private static String fault(TopicSpec topic, String setting, String value, String required) {
    return "topic " + topic.name() + " has " + setting + "=" + value + ", required is " + required;
  }
}
