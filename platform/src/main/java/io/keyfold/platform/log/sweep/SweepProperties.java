package io.keyfold.platform.log.sweep;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How often objects that are due are looked for.
 *
 * @param interval time between two sweeps: the delay until, for example, an expiry is recorded
 */
@Validated
@ConfigurationProperties("keyfold.sweep")
public record SweepProperties(
  @DefaultValue("10s") @DurationMin(millis = 50) @DurationMax(minutes = 10) Duration interval
) {}
