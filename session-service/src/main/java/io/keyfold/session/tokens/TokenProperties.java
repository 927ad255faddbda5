package io.keyfold.session.tokens;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Refresh of access tokens on demand.
 *
 * @param refreshTimeout how long a caller waits for the refresh of an access token; providers that take 30 s exist
 * @param maxRefreshes maximum number of grants of an instance that callers wait for; further callers receive 503
 */
@Validated
@ConfigurationProperties("keyfold.tokens")
public record TokenProperties(
  @DefaultValue("60s") @DurationMin(millis = 10) @DurationMax(minutes = 10) Duration refreshTimeout,
  @DefaultValue("10000") @Min(1) @Max(1_000_000) int maxRefreshes
) {}
