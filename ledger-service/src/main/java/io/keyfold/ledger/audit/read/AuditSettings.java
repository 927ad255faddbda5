package io.keyfold.ledger.audit.read;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of the live stream.
 *
 * @param clients maximum number of open streams
 * @param clientsPerTenant maximum number of open streams per tenant
 * @param buffer events buffered for a slow client before its stream is closed; the client resumes after its last event
 * @param heartbeat interval of heartbeats on an idle stream
 * @param overlap how long before the last event a resumed stream begins; more than the clocks of instances differ, and
 *     than one partition of the log can be read later than another
 * @param longest maximum duration of a stream, after which the client must authenticate again
 */
@Validated
@ConfigurationProperties("keyfold.audit.stream")
public record AuditSettings(
  @DefaultValue("200") @Min(1) @Max(100_000) int clients,
  @DefaultValue("20") @Min(1) @Max(100_000) int clientsPerTenant,
  @DefaultValue("1000") @Min(1) @Max(100_000) int buffer,
  @DefaultValue("15s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration heartbeat,
  @DefaultValue("10s") @DurationMin(millis = 0) @DurationMax(minutes = 10) Duration overlap,
  @DefaultValue("15m") @DurationMin(millis = 10) @DurationMax(days = 1) Duration longest
) {}
