package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.decide.GrantDecisions.reject;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.RestartRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.grants.Failure;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenChanges;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.RefreshTrigger;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Decides who may refresh a grant. A lease is bound to the version of the tokens, has no time limit, and is ended only
 * by its result, by new tokens, or by the one retry that follows when its executor died. The log therefore allows at
 * most one provider call at a time, whatever clocks say.
 */
final class RefreshDecisions {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String UNKNOWN_OUTCOME = "outcome_unknown";

  private RefreshDecisions() {}

  static Decision<Event> start(StartRefresh command, State state) {
    TokenState tokens = find(command.getMeta(), state);
    if (tokens == null || tokens.archived() || tokens.tokens() == null) {
      return reject(ErrorCode.GONE, "The grant has no tokens");
    }
    if (tokens.credentialVersion() != command.getCredentialVersion()) {
      return reject(ErrorCode.CONFLICT, "The tokens have version " + tokens.credentialVersion());
    }
    if (tokens.lease() != null) {
      return reject(ErrorCode.CONFLICT, "A refresh of this version is in progress");
    }
    if (tokens.needsReconnect() || !tokens.tokens().refreshable()) {
      return reject(ErrorCode.AUTHENTICATION_REQUIRED, "The tokens cannot be refreshed: the user must reconnect");
    }
    return Decision.accept(
      TokenChanges.leased(command.getMeta(), 0, tokens, lease(command, command.getTrigger(), false))
    );
  }

  private static Lease lease(StartRefresh command, RefreshTrigger trigger, boolean retry) {
    CommandMeta meta = command.getMeta();
    return new Lease(
      meta.getCommandId().toString(),
      command.getCredentialVersion(),
      meta.getIssuedAt(),
      trigger,
      retry
    );
  }

  /** The executor of an attempt died: retries once; a second unknown result ends the grant. */
  static Decision<Event> restart(RestartRefresh command, State state) {
    TokenState tokens = held(command.getMeta(), command.getAttemptId(), state);
    if (tokens == null) {
      return lost();
    }
    Lease lease = tokens.lease();
    CommandMeta meta = command.getMeta();
    if (lease == null || lease.retry()) {
      return broken(meta, tokens, UNKNOWN_OUTCOME, "The results of two attempts are unknown", null, state);
    }
    return Decision.accept(
      TokenChanges.leased(
        meta,
        0,
        tokens,
        new Lease(
          meta.getCommandId().toString(),
          lease.credentialVersion(),
          meta.getIssuedAt(),
          RefreshTrigger.RECOVERY,
          true
        )
      )
    );
  }

  static Decision<Event> finish(FinishRefresh command, State state) {
    CommandMeta meta = command.getMeta();
    TokenState tokens = held(meta, command.getAttemptId(), state);
    if (tokens == null) {
      return lost();
    }
    String code = command.getCode() == null ? "unknown" : command.getCode();
    return switch (command.getRefreshResult()) {
      case REFRESHED -> command.getTokens() == null
        ? reject(ErrorCode.INVALID_DATA, "A refresh needs its tokens")
        : Decision.accept(TokenChanges.refreshed(meta, 0, tokens, SealedTokens.of(command.getTokens())));
      case TRANSIENT -> Decision.accept(TokenChanges.failed(meta, 0, tokens, failure(meta, tokens, code, command)));
      case REJECTED -> broken(meta, tokens, code, command.getMessage(), command.getHttpStatus(), state);
      case AMBIGUOUS, UNKNOWN -> ambiguous(command, tokens, code, state);
    };
  }

  /** The provider may have replaced the refresh token without our knowing: one retry tells. */
  private static Decision<Event> ambiguous(FinishRefresh command, TokenState tokens, String code, State state) {
    CommandMeta meta = command.getMeta();
    Lease lease = tokens.lease();
    if (lease == null || lease.retry()) {
      return broken(meta, tokens, UNKNOWN_OUTCOME, command.getMessage(), command.getHttpStatus(), state);
    }
    Lease again = new Lease(
      meta.getCommandId().toString(),
      lease.credentialVersion(),
      meta.getIssuedAt(),
      RefreshTrigger.RECOVERY,
      true
    );
    return Decision.accept(
      TokenChanges.leased(meta, 0, TokenChanges.with(tokens, failure(meta, tokens, code, command)), again)
    );
  }

  private static Decision<Event> broken(
    CommandMeta meta,
    TokenState tokens,
    String reason,
    @Nullable String message,
    @Nullable Integer status,
    State state
  ) {
    AuthConfig known = state.find(AuthConfigs.key(tokens.tenant(), tokens.id())).orElseThrow();
    Lease lease = tokens.lease();
    Map<String, Object> evidence = new TreeMap<>();
    evidence.put("credential_version", tokens.credentialVersion());
    if (lease != null) {
      evidence.put("attempt_id", lease.attemptId());
      evidence.put("started_at", lease.startedAt().toString());
      evidence.put("trigger", lease.trigger().name().toLowerCase(Locale.ROOT));
      evidence.put("retry_after_unknown_result", lease.retry());
    }
    if (status != null) {
      evidence.put("http_status", status);
    }
    if (message != null) {
      evidence.put("message", message);
    }
    if (tokens.failure() != null) {
      evidence.put("failures_before", tokens.failure().count());
    }
    GrantBroken event = GrantBroken.newBuilder()
      .setMeta(EventMetas.of(meta, known.id(), known.version() + 1, 0))
      .setProviderDeploymentId(known.deploymentId())
      .setReason(reason)
      .setEvidence(JSON.writeValueAsString(evidence))
      .setCredentialVersion(tokens.credentialVersion())
      .build();
    Failure failure = new Failure(meta.getIssuedAt(), reason, message, count(tokens));
    return new Decision.Accepted<>(List.of(TokenChanges.broken(meta, 1, tokens, failure), event));
  }

  private static Failure failure(CommandMeta meta, TokenState tokens, String code, FinishRefresh command) {
    return new Failure(meta.getIssuedAt(), code, command.getMessage(), count(tokens));
  }

  private static int count(TokenState tokens) {
    return tokens.failure() == null ? 1 : tokens.failure().count() + 1;
  }

  private static Decision<Event> lost() {
    return reject(ErrorCode.CONFLICT, "The refresh is no longer open: newer tokens or another attempt replaced it");
  }

  private static @Nullable TokenState held(CommandMeta meta, String attemptId, State state) {
    TokenState tokens = find(meta, state);
    return tokens != null && tokens.lease() != null && tokens.lease().attemptId().equals(attemptId) ? tokens : null;
  }

  private static @Nullable TokenState find(CommandMeta meta, State state) {
    return state.find(TokenState.key(new TenantId(meta.getTenantId()), meta.getObjectId())).orElse(null);
  }
}
