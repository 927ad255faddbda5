package io.keyfold.session.upstream;

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
 * Bounds of calls to providers.
 *
 * @param connectTimeout how long a connection may take to be made
 * @param initializeTimeout how long the MCP handshake may take
 * @param callTimeout how long a tool may take
 * @param maxResponse the largest answer to one call, or list of tools
 * @param maxResponses what all answers that are under way may take at once; a tenant's at most half of it, or one of the largest
 * @param maxClients the most MCP connections that are kept, over all sessions
 * @param idle how long an unused MCP connection is kept
 */
@Validated
@ConfigurationProperties("keyfold.upstream")
public record UpstreamProperties(
  @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration connectTimeout,
  @DefaultValue("20s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration initializeTimeout,
  @DefaultValue("60s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration callTimeout,
  @DefaultValue("8MB") @DataSizeMin("1KB") DataSize maxResponse,
  @DefaultValue("16MB") @DataSizeMin("1KB") DataSize maxResponses,
  @DefaultValue("1000") @Min(1) @Max(100_000) int maxClients,
  @DefaultValue("5m") @DurationMin(millis = 1) @DurationMax(days = 1) Duration idle
) {}
