package io.keyfold.authconfig.oauth.http;

import io.keyfold.platform.start.DataSizeMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of OAuth calls: token requests, revocations and discovery.
 *
 * @param connectTimeout timeout of connecting to a vendor
 * @param callTimeout timeout of a call to a vendor, from waiting for a connection to the complete response; vendors
 *     that take 30 s exist
 * @param maxResponse maximum size of a vendor's response
 * @param maxCalls maximum number of OAuth calls in progress; further calls fail at once and can be retried
 * @param maxCallsPerHost maximum number of OAuth calls in progress at one host; further calls wait for the connect
 *     timeout
 */
@Validated
@ConfigurationProperties("keyfold.oauth.http")
public record OAuthHttpProperties(
  @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration connectTimeout,
  @DefaultValue("45s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration callTimeout,
  @DefaultValue("1MB") @DataSizeMin("1KB") DataSize maxResponse,
  @DefaultValue("500") @Min(1) @Max(10_000) int maxCalls,
  @DefaultValue("100") @Min(1) @Max(10_000) int maxCallsPerHost
) {}
