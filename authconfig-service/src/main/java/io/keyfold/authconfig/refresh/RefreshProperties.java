package io.keyfold.authconfig.refresh;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When and how tokens are refreshed.
 *
 * @param leadTime how long before its expiry an access token is refreshed in the background; at most a quarter of its
 *     lifetime is used
 * @param jitter each refresh in the background is earlier by a random part of this, so that tokens of one hour do not
 *     expire together; at most an eighth of their lifetime is used
 * @param idleLeadTime how long before its expiry by disuse a refresh token is refreshed; at most half of its lifetime is
 *     used
 * @param interval how often refreshes that are due are looked for
 * @param maxCalls maximum number of refreshes in progress in an instance; further ones fail and are retried
 * @param maxCallsPerProvider maximum number of refreshes in progress in an instance at one provider; further ones fail
 *     and are retried
 * @param maxScheduledPerProvider maximum number of refreshes in progress in an instance at one provider up to which the
 *     background starts more; the rest is for callers who wait
 * @param breakerFailures percentage of failed calls of a provider above which no further calls are made for a while
 * @param breakerCalls number of the last calls of a provider that the percentage is of
 * @param breakerPause how long no calls are made of a failing provider, before a few probes
 * @param revocationPeriod how long the revocation of the tokens of an archived grant or an unconfirmed consent is retried
 */
@Validated
@ConfigurationProperties("keyfold.refresh")
public record RefreshProperties(
  @DefaultValue("5m") @DurationMin(seconds = 1) @DurationMax(hours = 12) Duration leadTime,
  @DefaultValue("1m") @DurationMin(millis = 0) @DurationMax(hours = 1) Duration jitter,
  @DefaultValue("7d") @DurationMin(minutes = 1) @DurationMax(days = 90) Duration idleLeadTime,
  @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1) Duration interval,
  @DefaultValue("400") @Min(1) @Max(10_000) int maxCalls,
  @DefaultValue("100") @Min(1) @Max(10_000) int maxCallsPerProvider,
  @DefaultValue("50") @Min(1) @Max(10_000) int maxScheduledPerProvider,
  @DefaultValue("50") @Min(1) @Max(100) int breakerFailures,
  @DefaultValue("20") @Min(1) @Max(1_000) int breakerCalls,
  @DefaultValue("30s") @DurationMin(millis = 10) @DurationMax(minutes = 10) Duration breakerPause,
  @DefaultValue("24h") @DurationMin(seconds = 1) @DurationMax(days = 30) Duration revocationPeriod
) {}
