package io.keyfold.session.credentials;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.authconfig.commands.ReportFallback;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports fallbacks as commands of authconfig-service, which records one event per 15 minutes and version. This
 * instance sends at most one per 15 minutes and version, so that rejected repetitions stay rare.
 */
public final class LoggedFallbacks implements FallbackReports {

  private static final Logger LOG = LoggerFactory.getLogger(LoggedFallbacks.class);
  private static final Duration INTERVAL = Duration.ofMinutes(15);
  private static final int MAX_REMEMBERED = 10_000;
  private static final Actor SELF = new Actor(ActorType.SERVICE, "session-service");

  private final CommandLog commands;
  private final Clock clock;
  private final Cache<Reported, Boolean> recent = Caffeine.newBuilder()
    .maximumSize(MAX_REMEMBERED)
    .expireAfterWrite(INTERVAL)
    .executor(Runnable::run)
    .build();

  private record Reported(TenantId tenant, String authConfigId, long refused, long used) {}

  /**
   * Creates reports.
   *
   * @param commands appends to {@code authconfig.commands}
   */
  public LoggedFallbacks(CommandLog commands, Clock clock) {
    this.commands = commands;
    this.clock = clock;
  }

  @Override
  public void report(TenantId tenant, String authConfigId, long refusedVersion, long usedVersion) {
    Reported report = new Reported(tenant, authConfigId, refusedVersion, usedVersion);
    if (recent.asMap().putIfAbsent(report, true) == null) {
      LOG.atWarn()
        .addKeyValue("tenant", tenant.value())
        .addKeyValue("auth_config", authConfigId)
        .addKeyValue("refused_version", refusedVersion)
        .addKeyValue("used_version", usedVersion)
        .log("a provider refused the current version of a credential; the previous one is used");
      // The command log bounds both the wait and the number of waits.
      commands.append(command(report)).subscribe(done -> {}, error -> failed(report, error));
    }
  }

  private void failed(Reported report, Throwable error) {
    if (ErrorCode.CONFLICT.isCodeOf(error)) {
      // Another instance has reported it, or the version has been replaced since.
      return;
    }
    recent.invalidate(report);
    LOG.atWarn()
      .addKeyValue("auth_config", report.authConfigId())
      .addKeyValue("error", error.toString())
      .log("reporting a fallback failed; the next fallback is reported again");
  }

  private ReportFallback command(Reported report) {
    CommandMeta meta = WriteRequest.ofService(report.tenant(), SELF, clock.instant()).meta(report.authConfigId());
    return new ReportFallback(meta, report.refused(), report.used());
  }
}
