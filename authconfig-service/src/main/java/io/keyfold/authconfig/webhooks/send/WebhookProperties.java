package io.keyfold.authconfig.webhooks.send;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of webhook deliveries.
 *
 * @param connectTimeout timeout of connecting to a webhook endpoint
 * @param callTimeout timeout of a delivery, from connecting to the response's status
 * @param maxCalls maximum number of deliveries in progress in this instance; further ones wait
 * @param maxCallsPerEndpoint maximum number of deliveries in progress at one webhook endpoint; further ones wait
 * @param interval time between two searches for deliveries whose retry is due
 */
@Validated
@ConfigurationProperties("keyfold.webhooks")
public record WebhookProperties(
  @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration connectTimeout,
  @DefaultValue("15s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration callTimeout,
  @DefaultValue("500") @Min(1) @Max(10_000) int maxCalls,
  @DefaultValue("4") @Min(1) @Max(100) int maxCallsPerEndpoint,
  @DefaultValue("1s") @DurationMin(millis = 50) @DurationMax(minutes = 1) Duration interval
) {}
