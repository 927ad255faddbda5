package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.decide.GrantDecisions.reject;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.RestartRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.TokenChanges;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.RefreshTrigger;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may refresh a grant. A lease is bound to the version of the tokens, has no time limit, and is ended only
 * by its result, by new tokens, or by the one retry that follows when its executor died. The log therefore allows at
 * most one provider call at a time, whatever clocks say.
 *
 * <p>Only the provider's refusal of the refresh token, or the death of two executors in a row, makes a grant need a new
 * consent. A result that is unknown for another reason is retried once at once, and then later like any failure: the
 * tokens may still be good.
 */
final class RefreshDecisions {

  private RefreshDecisions() {}

  static Decision<Event> start(StartRefresh command, State state) {
    CommandMeta meta = command.getMeta();
    TokenState tokens = find(meta, state);
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
    return Decision.accept(TokenChanges.leased(meta, tokens, lease(meta, tokens, command.getTrigger(), false)));
  }

  /** The executor of an attempt died: retries once; the death of a second one ends the grant. */
  static Decision<Event> restart(RestartRefresh command, State state) {
    CommandMeta meta = command.getMeta();
    TokenState tokens = held(meta, command.getAttemptId(), state);
    if (tokens == null) {
      return lost();
    }
    RefreshFailures failures = new RefreshFailures(meta, tokens);
    if (tokens.archived()) {
      return Decision.accept(TokenChanges.failed(meta, tokens, failures.lost()));
    }
    return isRetry(tokens) ? failures.brokenByLoss(state) : retry(meta, tokens, failures);
  }

  static Decision<Event> finish(FinishRefresh command, State state) {
    CommandMeta meta = command.getMeta();
    TokenState tokens = held(meta, command.getAttemptId(), state);
    if (tokens == null) {
      return lost();
    }
    RefreshFailures failures = new RefreshFailures(meta, tokens);
    return switch (command.getRefreshResult()) {
      case REFRESHED -> command.getTokens() == null
        ? reject(ErrorCode.INVALID_DATA, "A refresh needs its tokens")
        : Decision.accept(TokenChanges.refreshed(meta, tokens, command.getTokens()));
      case TRANSIENT -> Decision.accept(TokenChanges.failed(meta, tokens, failures.later(command, false)));
      case REJECTED -> tokens.archived()
        ? Decision.accept(TokenChanges.failed(meta, tokens, failures.later(command, false)))
        : failures.broken(command, state);
      case AMBIGUOUS, UNKNOWN -> isRetry(tokens) || tokens.archived()
        ? Decision.accept(TokenChanges.failed(meta, tokens, failures.later(command, true)))
        : Decision.accept(
            TokenChanges.retried(
              meta,
              tokens,
              lease(meta, tokens, RefreshTrigger.RECOVERY, true),
              failures.later(command, true)
            )
          );
    };
  }

  private static Decision<Event> retry(CommandMeta meta, TokenState tokens, RefreshFailures failures) {
    Lease again = lease(meta, tokens, RefreshTrigger.RECOVERY, true);
    return Decision.accept(TokenChanges.retried(meta, tokens, again, failures.lost()));
  }

  private static Lease lease(CommandMeta meta, TokenState tokens, RefreshTrigger trigger, boolean retry) {
    String attempt = meta.getCommandId().toString();
    return new Lease(attempt, tokens.credentialVersion(), meta.getIssuedAt(), trigger, retry);
  }

  private static boolean isRetry(TokenState tokens) {
    return tokens.lease() != null && tokens.lease().retry();
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
