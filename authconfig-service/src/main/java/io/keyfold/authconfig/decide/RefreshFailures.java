package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.grants.Failure;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.TokenChanges;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Creates what is recorded of a failed refresh: when it is tried again, or the evidence that it cannot be. */
final class RefreshFailures {

  /** Error code of a refresh whose executor died. */
  static final String UNKNOWN_OUTCOME = "outcome_unknown";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
  private static final Duration LAST_RETRY = Duration.ofHours(1);
  private static final Duration MAX_RETRY_AFTER = Duration.ofDays(1);
  private static final int MAX_DOUBLINGS = 20;
  private static final int SPREAD = 1024;

  private final CommandMeta meta;
  private final TokenState tokens;

  RefreshFailures(CommandMeta meta, TokenState tokens) {
    this.meta = meta;
    this.tokens = tokens;
  }

  /** {@return a failure after which the refresh is tried again} */
  Failure later(FinishRefresh command, boolean outcomeUnknown) {
    return failure(code(command), command.getMessage(), command.getRetryAfterMs(), outcomeUnknown);
  }

  /** {@return the failure of an attempt whose executor died} */
  Failure lost() {
    return failure(UNKNOWN_OUTCOME, "The executor of the refresh stopped before it recorded a result", null, true);
  }

  /** {@return the end of a grant whose refresh token the provider refuses} */
  Decision<Event> broken(FinishRefresh command, State state) {
    return broken(code(command), command, state);
  }

  /** {@return the end of a grant after two executors died} */
  Decision<Event> brokenByLoss(State state) {
    return broken(UNKNOWN_OUTCOME, null, state);
  }

  private Decision<Event> broken(String reason, @Nullable FinishRefresh response, State state) {
    String message = response == null ? "The results of two attempts are unknown" : response.getMessage();
    AuthConfig known = state.find(AuthConfigs.key(tokens.tenant(), tokens.id())).orElseThrow();
    GrantBroken event = GrantBroken.newBuilder()
      .setMeta(EventMetas.of(meta, known.id(), known.version() + 1, 0))
      .setProviderDeploymentId(known.deploymentId())
      .setUser(known.owner().user())
      .setReason(reason)
      .setEvidence(evidence(message, response))
      .setCredentialVersion(tokens.credentialVersion())
      .build();
    Failure failure = new Failure(meta.getIssuedAt(), reason, message, count(), null, lostBefore());
    return new Decision.Accepted<>(List.of(TokenChanges.broken(meta, 1, tokens, failure), event));
  }

  private String evidence(@Nullable String message, @Nullable FinishRefresh response) {
    Map<String, Object> evidence = new TreeMap<>();
    evidence.put("credential_version", tokens.credentialVersion());
    Lease lease = tokens.lease();
    if (lease != null) {
      evidence.put("attempt_id", lease.attemptId());
      evidence.put("started_at", lease.startedAt().toString());
      evidence.put("trigger", lease.trigger().name().toLowerCase(Locale.ROOT));
      evidence.put("retry_after_unknown_result", lease.retry());
    }
    evidence.put("response_lost_before", lostBefore());
    if (response != null && response.getHttpStatus() != null) {
      evidence.put("http_status", response.getHttpStatus());
    }
    if (response != null && response.getAppVersion() != null) {
      evidence.put("app_version", response.getAppVersion());
    }
    if (message != null) {
      evidence.put("message", message);
    }
    Failure before = tokens.failure();
    if (before != null) {
      evidence.put("failures_before", before.count());
      evidence.put("last_failure", before.code());
      evidence.put("last_failure_at", before.at().toString());
    }
    return JSON.writeValueAsString(evidence);
  }

  private Failure failure(String code, @Nullable String message, @Nullable Long retryAfterMs, boolean outcomeUnknown) {
    Duration wait = backoff();
    if (retryAfterMs != null && retryAfterMs > wait.toMillis()) {
      wait = Duration.ofMillis(Math.min(retryAfterMs, MAX_RETRY_AFTER.toMillis()));
    }
    return new Failure(
      meta.getIssuedAt(),
      code,
      message,
      count(),
      meta.getIssuedAt().plus(wait),
      outcomeUnknown || lostBefore()
    );
  }

  /** Doubles with each failure. The command's id spreads the retries of grants that failed together. */
  private Duration backoff() {
    Duration wait = FIRST_RETRY.multipliedBy(1L << Math.min(count() - 1, MAX_DOUBLINGS));
    Duration limited = wait.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : wait;
    long part = Math.floorMod(meta.getCommandId().getLeastSignificantBits(), SPREAD);
    return limited.plus(limited.multipliedBy(part).dividedBy(4L * SPREAD));
  }

  private boolean lostBefore() {
    return tokens.failure() != null && tokens.failure().outcomeUnknown();
  }

  private int count() {
    return tokens.failure() == null ? 1 : tokens.failure().count() + 1;
  }

  private static String code(FinishRefresh command) {
    return command.getCode() == null ? "unknown" : command.getCode();
  }
}
