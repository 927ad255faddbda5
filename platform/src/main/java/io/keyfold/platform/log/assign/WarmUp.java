package io.keyfold.platform.log.assign;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.assignment.KafkaStreamsState;

/**
 * From when on an instance takes tasks from others, as it tells the group when it joins. One of an older release tells
 * nothing, and is taken for warm.
 */
public final class WarmUp {

  /** The longest that an instance is waited for, in minutes; a time that is further away is told by a clock that is wrong. */
  public static final long LONGEST_MINUTES = 10;

  private static final String TAG = "warm-at";

  private WarmUp() {}

  /**
   * {@return from when on an instance takes tasks from others} If it took longer to come so far than it is to wait, then for as long again:
   * where there is little processor time for it, its code is cold for longer, too.
   *
   * @param begun when it was started
   * @param now when it joins the group
   * @param atLeast how long it waits, {@link #LONGEST_MINUTES} at most; not at all if that is zero
   */
  public static Instant over(Instant begun, Instant now, Duration atLeast) {
    if (atLeast.isZero()) {
      return now;
    }
    Duration took = Duration.between(begun, now);
    long longest = Duration.ofMinutes(LONGEST_MINUTES).toMillis();
    return now.plusMillis(Math.clamp(took.toMillis(), atLeast.toMillis(), longest));
  }

  /**
   * {@return what the settings of a Kafka Streams application need besides}
   *
   * @param warm from when on it takes tasks from others
   */
  public static Map<String, String> settings(Instant warm) {
    return Map.of(
      StreamsConfig.clientTagPrefix(TAG),
      Long.toString(warm.toEpochMilli()),
      StreamsConfig.TASK_ASSIGNOR_CLASS_CONFIG,
      WarmupAwareTaskAssignor.class.getName()
    );
  }

  /** {@return when the instance will be warm; nothing if it is} */
  static Optional<Instant> until(KafkaStreamsState state, Instant now) {
    return Optional.ofNullable(state.clientTags().get(TAG))
      .map(millis -> Instant.ofEpochMilli(Long.parseLong(millis)))
      .filter(warm -> warm.isAfter(now) && !warm.isAfter(now.plus(Duration.ofMinutes(LONGEST_MINUTES))));
  }
}
