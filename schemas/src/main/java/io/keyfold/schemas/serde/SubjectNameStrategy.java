package io.keyfold.schemas.serde;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a record's schema is registered. */
public enum SubjectNameStrategy {
  /** One type per topic: {@code topic-value} or {@code topic-key}. */
  TOPIC("TopicNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return topic + (key ? "-key" : "-value");
    }
  },
  /** One line of versions per type: its full name. */
  RECORD("RecordNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return schema.getFullName();
    }
  },
  /** Several types per topic, each with a line of versions of its own: {@code topic-fullName}. */
  TOPIC_RECORD("TopicRecordNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return topic + "-" + schema.getFullName();
    }
  };

  private final String confluentName;

  SubjectNameStrategy(String confluentName) {
    this.confluentName = confluentName;
  }

  abstract String subject(String topic, boolean key, Schema schema);

  /**
   * {@return the strategy that a configuration names} Takes Confluent's class names, with and without the package.
   *
   * @throws ConfigException if there is no such strategy
   */
  public static SubjectNameStrategy named(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return Arrays.stream(values())
      .filter(strategy -> strategy.confluentName.equals(simple) || strategy.name().equals(simple))
      .findFirst()
      .orElseThrow(() ->
        new ConfigException(
          "a subject name strategy is TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy"
        )
      );
  }
}
