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
 * Settings of the usage spool.
 *
 * @param folder directory of the spool; used by one process only, on a persistent disk, never restored from a backup
 * @param capacity maximum number of bytes waiting for Kafka, after which calls are rejected; at least the segment size
 * @param queue maximum number of records waiting for the disk, after which calls are rejected
 * @param segment size of a file, which is deleted as a whole once acknowledged
 * @param appendTimeout timeout of writing a record to disk, after which its call fails with 503; the record is still
 *     sent once written: a tool call as not attempted, a resolution counted although nothing was released
 * @param strict whether a record is durable only once Kafka has acknowledged it: survives the loss of the machine, but
 *     costs a round trip and depends on Kafka's availability
 * @param strictTimeout timeout of strict mode, after which the call fails; the record is still sent: a tool call as not
 *     attempted, a resolution counted although nothing was released
 * @param batch maximum number of records per transaction
 * @param linger how long records wait to share a transaction, which costs the brokers more than its records
 * @param watermarkInterval interval of watermarks while the spool sends records
 * @param idleInterval interval of watermarks while the spool is idle, at least the watermark interval; complete_until
 *     may lag by this time
 * @param sendTimeout timeout of a transaction, after which it is retried
 * @param closeTimeout how long shutdown waits for pending records; the rest is sent after the next start
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
  /** Validates the settings. */
  public SpoolSettings {
    if (capacity.compareTo(segment) < 0) {
      throw new IllegalArgumentException(
        "keyfold.usage.spool.capacity=" + capacity + " must be at least keyfold.usage.spool.segment=" + segment
      );
    }
  }
}
