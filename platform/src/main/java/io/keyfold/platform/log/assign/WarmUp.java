package io.keyfold.platform.log.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;

/**
 * The time from which an instance takes over tasks of running instances. It sends this time when it joins the group. An
 * older release sends none and counts as warm.
 */
public final class WarmUp {

  /** Maximum warm-up in minutes. A later time results from a wrong clock and is ignored. */
  public static final long MAX_MINUTES = 10;

  private static final String TAG = "warm-at";

  private WarmUp() {}

  /**
   * {@return the time from which an instance takes over tasks of running instances} If the start took longer than the
   * minimum, the warm-up is as long as the start: with little processor time, code stays cold for longer, too.
   *
   * @param started when the instance was started
   * @param now when it joins the group
   * @param minimum minimum warm-up, at most {@link #MAX_MINUTES}; zero disables it
   */
  public static Instant warmAt(Instant started, Instant now, Duration minimum) {
    if (minimum.isZero()) {
      return now;
    }
    Duration took = Duration.between(started, now);
    long maximum = Duration.ofMinutes(MAX_MINUTES).toMillis();
    return now.plusMillis(Math.clamp(took.toMillis(), minimum.toMillis(), maximum));
  }

  /**
   * {@return additional Kafka Streams settings}
   *
   * @param warm the time from which the instance takes over tasks of running instances
   */
  public static Map<String, String> settings(Instant warm) {
    return Map.of(
      StreamsConfig.clientTagPrefix(TAG),
      Long.toString(warm.toEpochMilli()),
      StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG,
      WarmupAwareTaskAssignor.class.getName()
    );
  }

  /** {@return when the instance will be warm; empty if it is} */
  static Optional<Instant> until(KafkaStreamsState state, Instant now) {
    return Optional.ofNullable(state.clientTags().get(TAG))
      .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
      .filter(warm -> warm.isAfter(now) && !warm.isAfter(now.plus(Duration.ofMinutes(MAX_MINUTES))));
  }
}
