package io.keyfold.authconfig.setup;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of setup sessions.
 *
 * @param stream limits of the live streams
 */
@Validated
@ConfigurationProperties("keyfold.setup")
public record SetupProperties(@DefaultValue @Valid Stream stream) {
  /**
   * Limits of the live streams of setup sessions.
   *
   * @param clients maximum number of open streams
   * @param clientsPerTenant maximum number of open streams per tenant
   * @param heartbeat interval of heartbeats on an idle stream
   * @param longest maximum duration of a stream, after which the client opens another one
   */
  public record Stream(
    @DefaultValue("200") @Min(1) @Max(100_000) int clients,
    @DefaultValue("50") @Min(1) @Max(100_000) int clientsPerTenant,
    @DefaultValue("15s") @DurationMin(millis = 10) @DurationMax(minutes = 1) Duration heartbeat,
    @DefaultValue("15m") @DurationMin(millis = 10) @DurationMax(days = 1) Duration longest
  ) {}
}
