package io.keyfold.session.upstream;

import io.keyfold.platform.start.DataSizeMin;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Limits of calls to providers.
 *
 * @param connectTimeout timeout of connecting
 * @param initializeTimeout timeout of the MCP handshake
 * @param callTimeout timeout of a call after the last message of the provider, such as its progress; providers and
 *     deployments can set another
 * @param longestCall timeout of a call, however much progress the provider reports; providers and deployments can set
 *     another
 * @param maxResponse maximum size of the response to a call, or of a tool list
 * @param maxResponses maximum total size of all responses in progress; a tenant can use half of it, or one of maximum
 *     size
 * @param maxClients maximum number of open MCP connections over all sessions
 * @param maxCallsPerProvider maximum number of calls in progress at one server of a tenant, beyond which calls are
 *     rejected; providers and deployments can set another
 * @param breakerFailures percentage of calls without a response above which a server is not called for a while
 * @param breakerCalls number of the last calls to a server that the percentage is of
 * @param breakerPause how long a server is not called, before a few probes
 * @param idle how long an unused MCP connection is kept open
 * @param caps largest limits that providers and deployments can set
 */
@Validated
@ConfigurationProperties("keyfold.upstream")
public record UpstreamProperties(
  @DefaultValue("5s") @DurationMin(millis = 1) @DurationMax(minutes = 1) Duration connectTimeout,
  @DefaultValue("20s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration initializeTimeout,
  @DefaultValue("60s") @DurationMin(millis = 1) @DurationMax(minutes = 10) Duration callTimeout,
  @DefaultValue("10m") @DurationMin(millis = 1) @DurationMax(hours = 1) Duration longestCall,
  @DefaultValue("8MB") @DataSizeMin("1KB") DataSize maxResponse,
  @DefaultValue("16MB") @DataSizeMin("1KB") DataSize maxResponses,
  @DefaultValue("1000") @Min(1) @Max(100_000) int maxClients,
  @DefaultValue("200") @Min(1) @Max(10_000) int maxCallsPerProvider,
  @DefaultValue("50") @Min(1) @Max(100) int breakerFailures,
  @DefaultValue("20") @Min(1) @Max(1_000) int breakerCalls,
  @DefaultValue("5s") @DurationMin(millis = 10) @DurationMax(minutes = 10) Duration breakerPause,
  @DefaultValue("5m") @DurationMin(millis = 1) @DurationMax(days = 1) Duration idle,
  @DefaultValue @Valid @NestedConfigurationProperty UpstreamCaps caps
) {
  /** Rejects a default above its cap. */
  public UpstreamProperties {
    requireAtMost(callTimeout, caps.callTimeout(), "call-timeout", "caps.call-timeout");
    requireAtMost(longestCall, caps.longestCall(), "longest-call", "caps.longest-call");
    requireAtMost(maxCallsPerProvider, caps.concurrentCalls(), "max-calls-per-provider", "caps.concurrent-calls");
  }

  private static <T extends Comparable<T>> void requireAtMost(T value, T cap, String name, String capName) {
    if (value.compareTo(cap) > 0) {
      throw new IllegalArgumentException("keyfold.upstream." + name + " must be at most keyfold.upstream." + capName);
    }
  }
}
