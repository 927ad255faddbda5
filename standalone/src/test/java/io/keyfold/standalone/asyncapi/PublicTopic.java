package io.keyfold.standalone.asyncapi;

import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import java.util.List;

/**
 * A topic for external consumers, with properties that its declaration does not contain.
 *
 * @param spec the topic
 * @param key the record key
 * @param description content of the topic
 */
record PublicTopic(TopicSpec spec, String key, String description) {
  /** {@return every public topic} Commands, signals, wrapped data keys, sealed tokens, deliveries and dead letters are internal. */
  static List<PublicTopic> all() {
    return List.of(
      new PublicTopic(Topics.DEPLOYMENT_EVENTS, "tenant id", "Tenants, API keys, providers and deployments."),
      new PublicTopic(
        Topics.AUTHCONFIG_EVENTS,
        "tenant id",
        "Auth configs, OAuth apps, grants, setup sessions, webhook endpoints and attachments to deployments."
      ),
      new PublicTopic(Topics.SESSION_EVENTS, "tenant id", "Sessions, their providers, and claimed tool calls."),
      new PublicTopic(
        Topics.LEDGER_EVENTS,
        "tenant id",
        "Price lists and their versions; those of the platform's tenant have the list prices for all tenants. Exports and their manifests."
      ),
      new PublicTopic(Topics.USAGE_RECORDS, "deployment id", "One record per metered operation and its completion."),
      new PublicTopic(
        Topics.USAGE_TOTALS,
        "series and bucket",
        "Running usage totals; the last record of a key counts. Sum over the keys of a series: operations that are " +
          "recorded more than 35 days after their bucket count under a further key. session_id and session_provider_id " +
          "are null since totals have no session."
      ),
      new PublicTopic(Topics.USAGE_WATERMARKS, "spool id", "Completeness watermark of each usage spool.")
    );
  }

  String id() {
    return spec.name().replace('.', '-');
  }

  /** {@return the retention in words} */
  String retention() {
    return switch (spec.retention()) {
      case TopicSpec.Retention.Forever forever -> "Nothing is deleted.";
      case TopicSpec.Retention.Compacted compacted -> "Compacted: the last record of each key stays.";
      case TopicSpec.Retention.AtLeast least -> "Records stay at least " + least.duration().toDays() + " days.";
    };
  }

  /** {@return Kafka's cleanup policy} */
  String cleanupPolicy() {
    return spec.retention() instanceof TopicSpec.Retention.Compacted ? "compact" : "delete";
  }
}
