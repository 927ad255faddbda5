package io.keyfold.schemas.serde;

import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Maps a record's type and topic to the subject of its schema. */
public enum SubjectNameStrategy {
  /** One type per topic: {@code topic-value} or {@code topic-key}. */
  TOPIC("TopicNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return topic + (key ? "-key" : "-value");
    }
  },
  /** One subject per type: its full name. */
  RECORD("RecordNameStrategy") {
    @Override
    String subject(String topic, boolean key, Schema schema) {
      return schema.getFullName();
    }
  },
  /** Several types per topic, each with its own subject: {@code topic-fullName}. */
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
   * {@return the strategy with a name} Accepts Confluent's class names, with and without the package.
   *
   * @throws ConfigException for an unknown strategy
   */
  public static SubjectNameStrategy named(String name) {
    String simple = name.substring(name.lastIndexOf('.') + 1);
    return Arrays.stream(values())
      .filter(strategy -> strategy.confluentName.equals(simple) || strategy.name().equals(simple))
      .findFirst()
      .orElseThrow(() ->
        new ConfigException(
          "the subject name strategy must be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy"
        )
      );
  }
}
