package io.keyfold.ledger.query;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of queries of the ledger.
 *
 * @param timeout timeout of a query, with the time in the queue; then it is cancelled and answered with 503. Shorter
 *     than the gateway waits for a read
 * @param threads concurrent queries
 * @param threadsPerTenant concurrent queries of one tenant; further ones wait while other tenants' queries run
 * @param queue maximum number of waiting queries; further ones are answered with 503
 * @param queuePerTenant maximum number of waiting queries of one tenant
 */
@Validated
@ConfigurationProperties("keyfold.ledger.query")
public record QuerySettings(
  @DefaultValue("5s") @DurationMin(millis = 100) @DurationMax(minutes = 10) Duration timeout,
  @DefaultValue("3") @Min(1) @Max(64) int threads,
  @DefaultValue("2") @Min(1) @Max(64) int threadsPerTenant,
  @DefaultValue("200") @Min(1) @Max(10_000) int queue,
  @DefaultValue("20") @Min(1) @Max(10_000) int queuePerTenant
) {}
