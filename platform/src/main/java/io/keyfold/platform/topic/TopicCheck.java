package io.keyfold.platform.topic;

import io.keyfold.platform.topic.TopicSpec.Keeping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Tells what about an existing topic would lose truth. Pure. */
final class TopicCheck {

  private TopicCheck() {}

  /**
   * {@return each fault, naming topic, setting, value and what is needed; empty if the topic is safe}
   *
   * @param settings the topic's settings as the broker tells them
   * @param replicas the replicas of its least replicated partition
   * @param acknowledging how many replicas must have a record before it is acknowledged, at least
   */
  static List<String> faults(TopicSpec topic, Map<String, String> settings, int replicas, int acknowledging) {
    List<String> faults = new ArrayList<>();
    String cleanup = settings.getOrDefault("cleanup.policy", "delete");
    switch (topic.keeping()) {
      case Keeping.Forever forever -> {
        need(faults, topic, settings, "retention.ms", "-1");
        need(faults, topic, settings, "retention.bytes", "-1");
        if (cleanup.contains("compact")) {
          faults.add(
            fault(topic, "cleanup.policy", cleanup, "delete (with retention.ms=-1): compaction would drop events")
          );
        }
      }
      case Keeping.LastPerKey compacted -> {
        if (!cleanup.equals("compact")) {
          faults.add(fault(topic, "cleanup.policy", cleanup, "compact"));
        }
        tombstones(faults, topic, settings);
      }
      case Keeping.AtLeast kept -> {
        long retention = Long.parseLong(settings.getOrDefault("retention.ms", "-1"));
        if (retention >= 0 && retention < kept.retention().toMillis()) {
          faults.add(fault(topic, "retention.ms", Long.toString(retention), kept.retention().toMillis() + " or more"));
        }
      }
    }
    int minInsync = Integer.parseInt(settings.getOrDefault("min.insync.replicas", "1"));
    if (minInsync < acknowledging) {
      faults.add(
        fault(
          topic,
          "min.insync.replicas",
          Integer.toString(minInsync),
          acknowledging + " or more (keyfold.topics.min-insync-replicas): fewer replicas may lose what was acknowledged"
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
    long needed = Keeping.LastPerKey.TOMBSTONES.toMillis();
    long kept = Long.parseLong(settings.getOrDefault("delete.retention.ms", Long.toString(needed)));
    if (kept < needed) {
      faults.add(
        fault(
          topic,
          "delete.retention.ms",
          Long.toString(kept),
          needed + " or more: who reads on after a pause would miss what was erased"
        )
      );
    }
  }

  private static void need(
    List<String> faults,
    TopicSpec topic,
    Map<String, String> settings,
    String name,
    String needed
  ) {
    String value = settings.getOrDefault(name, needed);
    if (!value.equals(needed)) {
      faults.add(fault(topic, name, value, needed + ": this topic is the truth and nothing may be deleted from it"));
    }
  }

  private static String fault(TopicSpec topic, String setting, String value, String needed) {
    return "topic " + topic.name() + " has " + setting + "=" + value + ", needed is " + needed;
  }
}
