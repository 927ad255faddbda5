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
 * Settings of topics.
 *
 * @param partitions number of partitions of new topics, except dead-letter and watermark topics, which have one. A
 *     later change requires a new topic, because keys would move to other partitions
 * @param replicationFactor number of replicas of each partition
 * @param minInsyncReplicas number of replicas that must have a record before it is acknowledged; at most the
 *     replication factor
 * @param startTimeout how long a start waits for a response from Kafka before it fails
 */
@Validated
@ConfigurationProperties("keyfold.topics")
public record TopicProperties(
  @DefaultValue("12") @Min(1) @Max(512) int partitions,
  @DefaultValue("3") @Min(1) @Max(9) short replicationFactor,
  @DefaultValue("2") @Min(1) @Max(9) int minInsyncReplicas,
  @DefaultValue("30s") @DurationMin(seconds = 1) @DurationMax(minutes = 10) Duration startTimeout
) {
  /** Rejects settings under which no record could be acknowledged. */
  public TopicProperties {
    if (minInsyncReplicas > replicationFactor) {
      throw new IllegalArgumentException(
        "keyfold.topics.min-insync-replicas=" +
          minInsyncReplicas +
          " must not exceed keyfold.topics.replication-factor=" +
          replicationFactor
      );
    }
  }
}
