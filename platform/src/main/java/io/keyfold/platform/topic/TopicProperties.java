package io.keyfold.platform.topic;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How topics are laid out.
 *
 * @param partitions partitions of a topic that is made now, but for dead letters and watermarks, which have one; later changes need a new topic, because keys would move
 * @param replicationFactor copies of each partition
 * @param minInsyncReplicas copies that must have a record before it is acknowledged; not above the replication factor
 * @param startTimeout how long a start waits for Kafka before it says that it cannot reach it
 */
@Validated
@ConfigurationProperties("keyfold.topics")
public record TopicProperties(
  @DefaultValue("12") @Min(1) @Max(512) int partitions,
  @DefaultValue("3") @Min(1) @Max(9) short replicationFactor,
  @DefaultValue("2") @Min(1) @Max(9) int minInsyncReplicas,
  @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration startTimeout
) {
  /** Refuses a layout that could never acknowledge a record. */
  public TopicProperties {
    if (minInsyncReplicas > replicationFactor) {
      throw new IllegalArgumentException(
        "keyfold.topics.min-insync-replicas=" +
          minInsyncReplicas +
          " must not be above keyfold.topics.replication-factor=" +
          replicationFactor
      );
    }
  }
}
