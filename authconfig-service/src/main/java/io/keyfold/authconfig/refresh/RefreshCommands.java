package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.RecordRevocation;
import io.keyfold.authconfig.commands.RestartRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.RefreshResult;
import io.keyfold.schema.RefreshTrigger;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Creates the commands of refreshes, which this service issues on its own. */
final class RefreshCommands {

  private static final Actor SELF = new Actor(ActorType.SERVICE, "authconfig-service");

  private final InstantSource clock;

  RefreshCommands(InstantSource clock) {
    this.clock = clock;
  }

  StartRefresh start(TokenState grant, RefreshTrigger trigger) {
    return new StartRefresh(meta(grant), grant.credentialVersion(), trigger);
  }

  RestartRefresh restart(TokenState grant, String attemptId) {
    return new RestartRefresh(meta(grant), attemptId);
  }

  /** {@return a builder of the result of an attempt} */
  FinishRefresh.Builder finish(Attempt attempt, RefreshResult result) {
    return FinishRefresh.newBuilder()
      .setMeta(meta(attempt.grant()))
      .setAttemptId(attempt.id())
      .setRefreshResult(result);
  }

  /** {@return the result of an attempt that failed} */
  FinishRefresh failed(Attempt attempt, RefreshResult result, RefreshProblem problem) {
    return finish(attempt, result)
      .setCode(problem.code().toLowerCase(Locale.ROOT))
      .setMessage(problem.message())
      .setHttpStatus(problem.status())
      .setRetryAfterMs(millis(problem.retryAfter()))
      .build();
  }

  RecordRevocation revocation(Revocation due, String outcome, int attempts, @Nullable RefreshProblem problem) {
    PendingConsent consent = due.consent();
    return RecordRevocation.newBuilder()
      .setMeta(meta(due.grant()))
      .setSetupSessionId(consent == null ? null : consent.setupSessionId())
      .setAttemptId(consent == null ? null : consent.attemptId())
      .setOutcome(outcome)
      .setAttempts(attempts)
      .setHttpStatus(problem == null ? null : problem.status())
      .setMessage(problem == null ? null : problem.text())
      .build();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private CommandMeta meta(TokenState grant) {
    return WriteRequest.ofService(grant.tenant(), SELF, clock.instant()).meta(grant.id());
  }
}
