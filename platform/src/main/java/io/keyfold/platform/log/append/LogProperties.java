package io.keyfold.platform.log.append;

import io.keyfold.platform.log.assign.WarmUp;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The bounds of the log's waits.
 *
 * @param outcomeTimeout how long a write waits for its outcome before it is answered 503: longer than tasks take to move to another instance
 * @param missTimeout how long a look-up that finds nothing waits for the view to pass the log's end
 * @param brokerTimeout how long a broker's answer is waited for before it is asked who leads now, and another broker. One that stands still keeps its
 *     connections, also new ones: where nobody else leads yet, it is waited for once more. Longer than a fetch takes on a busy broker (half a second and what it is late)
 * @param lagInterval how often it is measured how far each view is behind the log
 * @param contactTimeout how long the log may leave an instance without an answer before that says that it is cut off, and requests go to others
 * @param maxWaiting writes that may wait at once; one more is answered 503
 * @param linger how long events and records of use gather, once some came, before what follows from them is the next transaction
 * @param warmUp how long after it has joined an instance takes no task from another one, which would stand still meanwhile; it takes those
 *     whose owner has gone. As long as its start took, where that is longer
 * @param stateDirectory where the local stores are; they can be rebuilt from the log
 */
@Validated
@ConfigurationProperties("keyfold.log")
public record LogProperties(
  @DefaultValue("7s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration outcomeTimeout,
  @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(seconds = 30) Duration missTimeout,
  @DefaultValue("2s") @DurationMin(seconds = 1) @DurationMax(seconds = 30) Duration brokerTimeout,
  @DefaultValue("2s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration lagInterval,
  @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 1) Duration contactTimeout,
  @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxWaiting,
  @DefaultValue("20ms") @DurationMin(millis = 0) @DurationMax(seconds = 1) Duration linger,
  @DefaultValue("45s") @DurationMin(millis = 0) @DurationMax(minutes = WarmUp.LONGEST_MINUTES) Duration warmUp,
  @DefaultValue("data/state") @NotBlank String stateDirectory
) {
  /** {@return {@link #brokerTimeout()} in milliseconds, as Kafka's clients are told it} */
  public int brokerTimeoutMs() {
    return Math.toIntExact(brokerTimeout.toMillis());
  }
}
