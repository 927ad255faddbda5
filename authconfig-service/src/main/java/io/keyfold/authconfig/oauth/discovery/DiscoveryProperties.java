package io.keyfold.authconfig.oauth.discovery;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Discovery of authorization servers.
 *
 * @param maxEntries maximum number of cached discovery results, for resources and for authorization servers each
 * @param maxAge how long a discovery result is cached; failures at most 30 s
 */
@Validated
@ConfigurationProperties("keyfold.oauth.discovery")
public record DiscoveryProperties(
  @DefaultValue("1000") @Min(1) @Max(100_000) int maxEntries,
  @DefaultValue("10m") @DurationMin(millis = 1) @DurationMax(days = 1) Duration maxAge
) {}
