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
 * Timeouts and limits of the log.
 *
 * @param outcomeTimeout how long a write waits for its outcome before the caller receives 503; longer than a failover
 *     of tasks to another instance takes
 * @param missTimeout how long a lookup that finds nothing waits for the view to reach the log's end offset
 * @param brokerTimeout broker request timeout, after which metadata is refreshed and another broker is tried. A hung
 *     broker keeps its connections open, so a request may time out twice before a new leader is elected. Must exceed
 *     the time of a fetch on a busy broker (0.5 s plus its delay)
 * @param lagInterval interval at which the lag of each view is measured
 * @param contactTimeout time without an answer from the log, after which the instance reports that it is cut off and
 *     requests are routed to others
 * @param maxWaiting maximum number of concurrent writes that wait for an outcome; further writes receive 503
 * @param linger how long events and usage records are gathered into one poll before the resulting records are committed
 *     in one transaction
 * @param warmUp time after joining the group in which an instance takes over no tasks of running instances, because
 *     they would pause while its code is cold. Tasks without an owner are taken over at once. If the start took longer,
 *     its duration is used
 * @param stateDirectory directory of the local stores, which can be rebuilt from the log
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
  @DefaultValue("45s") @DurationMin(millis = 0) @DurationMax(minutes = WarmUp.MAX_MINUTES) Duration warmUp,
  @DefaultValue("data/state") @NotBlank String stateDirectory
) {
  /** {@return {@link #brokerTimeout()} in milliseconds, for Kafka's clients} */
  public int brokerTimeoutMs() {
    return Math.toIntExact(brokerTimeout.toMillis());
  }
}
