package io.keyfold.session.spool;

import io.keyfold.platform.start.DataSizeMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * The usage spool's settings.
 *
 * @param folder where it is kept; of one process alone, on a disk that stays, never restored from a backup
 * @param capacity how many bytes may wait for Kafka; above it, calls are refused; not below the segment
 * @param queue how many records may wait for the disk; above it, calls are refused
 * @param segment size of a file; freed as a whole once it is acknowledged
 * @param appendTimeout how long a record may take to be on the disk before its call is refused with 503; what was refused is sent all the
 *     same once the disk takes it: a tool call as not made, a resolution counted though nothing was handed out
 * @param strict whether a record counts as written down only when Kafka has acknowledged it: survives the loss of the
 *     machine, and costs a round trip and Kafka's availability
 * @param strictTimeout how long strict mode waits before it refuses the call; what it refused is still sent: a tool call as
 *     not made, a resolution counted though nothing was handed out
 * @param batch how many records are sent in one transaction
 * @param linger how long records wait for others, to share a transaction: each costs the brokers more than its records do
 * @param watermarkInterval how often the spool tells how far it is while it sends records
 * @param idleInterval how often it tells so while it sends none; at least the watermark interval; complete_until stands still for so long
 * @param sendTimeout how long one transaction may take before it is given up and repeated
 * @param closeTimeout how long a shutdown waits for the rest to be sent; what is left is sent after the next start
 */
@Validated
@ConfigurationProperties("keyfold.usage.spool")
public record SpoolSettings(
  @DefaultValue("data/usage-spool") Path folder,
  @DefaultValue("256MB") @DataSizeMin("4KB") DataSize capacity,
  @DefaultValue("20000") @Min(1) @Max(1_000_000) int queue,
  @DefaultValue("4MB") @DataSizeMin("4KB") DataSize segment,
  @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration appendTimeout,
  @DefaultValue("false") boolean strict,
  @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration strictTimeout,
  @DefaultValue("1000") @Min(1) @Max(100_000) int batch,
  @DefaultValue("50ms") @DurationMin @DurationMax(seconds = 1) Duration linger,
  @DefaultValue("500ms") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration watermarkInterval,
  @DefaultValue("2s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration idleInterval,
  @DefaultValue("10s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration sendTimeout,
  @DefaultValue("5s") @DurationMin @DurationMax(minutes = 1) Duration closeTimeout
) {
  /** Refuses what cannot work. */
  public SpoolSettings {
    if (capacity.compareTo(segment) < 0) {
      throw new IllegalArgumentException(
        "keyfold.usage.spool.capacity=" + capacity + " must be at least keyfold.usage.spool.segment=" + segment
      );
    }
  }
}
