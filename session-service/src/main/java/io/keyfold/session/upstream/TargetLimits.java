package io.keyfold.session.upstream;

import io.keyfold.session.catalogue.CallLimits;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a call: those of the deployment, else of its provider, else the operator's.
 *
 * @param callTimeout timeout after the last message of the provider
 * @param longestCall timeout in total
 * @param concurrentCalls maximum number of calls in progress at the server
 */
record TargetLimits(Duration callTimeout, Duration longestCall, int concurrentCalls) {
  static TargetLimits of(CallLimits limits, UpstreamProperties properties) {
    UpstreamCaps caps = properties.caps();
    return new TargetLimits(
      time(limits.callTimeoutSeconds(), caps.callTimeout(), properties.callTimeout()),
      time(limits.longestCallSeconds(), caps.longestCall(), properties.longestCall()),
      limits.maxConcurrentCalls() == null
        ? properties.maxCallsPerProvider()
        : Math.min(limits.maxConcurrentCalls(), caps.concurrentCalls())
    );
  }

  private static Duration time(@Nullable Integer seconds, Duration cap, Duration otherwise) {
    if (seconds == null) {
      return otherwise;
    }
    Duration wanted = Duration.ofSeconds(seconds);
    return wanted.compareTo(cap) > 0 ? cap : wanted;
  }
}
