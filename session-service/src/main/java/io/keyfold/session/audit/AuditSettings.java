package io.keyfold.session.audit;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the live stream.
 *
 * @param clients how many streams are open at once
 * @param clientsPerTenant how many of them one tenant may have
 * @param buffer how many events wait for a slow client before its stream ends; it resumes from the last one it got
 * @param heartbeat how often a silent stream shows that it lives
 * @param longest after this time a stream ends and the client authenticates anew
 */
@Validated
@ConfigurationProperties("keyfold.audit.stream")
public record AuditSettings(
  @DefaultValue("200") @Min(1) @Max(100_000) int clients,
  @DefaultValue("20") @Min(1) @Max(100_000) int clientsPerTenant,
  @DefaultValue("1000") @Min(1) @Max(100_000) int buffer,
  @DefaultValue("15s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration heartbeat,
  @DefaultValue("15m") @DurationMin(millis = 10) @DurationMax(days = 1) Duration longest
) {}
