package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.platform.log.append.ResultLog;
import io.keyfold.schema.RefreshResult;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures and logs refreshes. Tags have few values; ids are in the log only. */
final class RefreshMetrics {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshMetrics.class);

  private final MeterRegistry meters;

  RefreshMetrics(RunningRefreshes running, RefreshProperties properties, MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("keyfold.refresh.running", running, RunningRefreshes::size).register(meters);
    Gauge.builder("keyfold.refresh.running.limit", properties, RefreshProperties::maxCalls).register(meters);
  }

  /** Counts an attempt that is not executed here. */
  void dropped(String reason) {
    meters.counter("keyfold.refresh.dropped", "reason", reason).increment();
  }

  /** Counts a command of the background. */
  void scheduled(String kind, String outcome) {
    meters.counter("keyfold.refresh.scheduled", "kind", kind, "outcome", outcome).increment();
  }

  /** Counts a call for revocation. */
  void revocation(String outcome) {
    meters.counter("keyfold.refresh.revocations", "outcome", outcome).increment();
  }

  /** Records the end of an attempt. */
  void ended(Attempt attempt, FinishRefresh result, ResultLog.Recorded recorded, Duration took) {
    String outcome =
      recorded == ResultLog.Recorded.ACCEPTED
        ? result.getRefreshResult().name().toLowerCase(Locale.ROOT)
        : recorded.name().toLowerCase(Locale.ROOT);
    Timer.builder("keyfold.refresh")
      .tag("trigger", attempt.lease().trigger().name().toLowerCase(Locale.ROOT))
      .tag("outcome", outcome)
      .register(meters)
      .record(took);
    if (result.getRefreshResult() != RefreshResult.REFRESHED || recorded != ResultLog.Recorded.ACCEPTED) {
      LOG.atWarn()
        .addKeyValue("tenant", attempt.grant().tenant().value())
        .addKeyValue("auth_config", attempt.grant().id())
        .addKeyValue("provider", attempt.grant().providerId())
        .addKeyValue("attempt", attempt.id())
        .addKeyValue("outcome", outcome)
        .addKeyValue("code", result.getCode())
        .addKeyValue("status", result.getHttpStatus())
        .log("a refresh did not succeed");
    }
  }
}
