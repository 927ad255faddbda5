package io.keyfold.session.upstream;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Largest limits that providers and deployments can set for their calls. Of a larger one, the cap applies.
 *
 * @param callTimeout largest timeout of a call after the last message of the provider
 * @param longestCall largest timeout of a call in total
 * @param concurrentCalls largest number of calls in progress at one server
 */
public record UpstreamCaps(
  @DefaultValue("10m") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration callTimeout,
  @DefaultValue("1h") @DurationMin(millis = 1) @DurationMax(hours = 1) Duration longestCall,
  @DefaultValue("10000") @Min(1) @Max(10_000) int concurrentCalls
) {}
