package io.keyfold.session.upstream;

import jakarta.validation.constraints.Min;
import java.time.Duration;
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
 * @param maxResponse the largest answer to one request
 * @param maxClients the most MCP connections that are kept, over all sessions
 * @param idle how long an unused MCP connection is kept
 */
@Validated
@ConfigurationProperties("keyfold.upstream")
public record UpstreamProperties(
  @DefaultValue("5s") Duration connectTimeout,
  @DefaultValue("20s") Duration initializeTimeout,
  @DefaultValue("60s") Duration callTimeout,
  @DefaultValue("8MB") DataSize maxResponse,
  @DefaultValue("1000") @Min(1) int maxClients,
  @DefaultValue("5m") Duration idle
) {
  /** Refuses bounds that are none. */
  public UpstreamProperties {
    if (!positive(connectTimeout) || !positive(initializeTimeout) || !positive(callTimeout) || !positive(idle)) {
      throw new IllegalArgumentException("durations under keyfold.upstream are positive");
    }
    if (callTimeout.compareTo(Duration.ofMinutes(10)) > 0 || maxResponse.toBytes() < 1024) {
      throw new IllegalArgumentException("keyfold.upstream: call-timeout is at most 10m, max-response at least 1KB");
    }
  }

  private static boolean positive(Duration duration) {
    return duration.isPositive();
  }
}
