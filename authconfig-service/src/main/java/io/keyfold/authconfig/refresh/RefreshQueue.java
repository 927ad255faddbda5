package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.Failure;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.sweep.DueIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of grants by the time of what happens to them next; each grant is in at most one of the refreshes, and in that
 * of the revocations if it has tokens to revoke. They contain only times of
 * the log, so that they do not depend on settings. Pure.
 */
final class RefreshQueue {

  /** Open refreshes, by start. */
  static final RefreshQueue OPEN = new RefreshQueue("refresh_open");

  /** Access tokens that expire, by expiry. */
  static final RefreshQueue EXPIRING = new RefreshQueue("refresh_expiring");

  /** Refreshes that failed, by the time of the retry. */
  static final RefreshQueue RETRYING = new RefreshQueue("refresh_retrying");

  /** Tokens without expiry whose refresh token dies by disuse, by its expiry. */
  static final RefreshQueue IDLE = new RefreshQueue("refresh_idle");

  /** Grants with tokens to revoke, by archiving or by the time when a consent was discarded. */
  static final RefreshQueue REVOKING = new RefreshQueue("grant_revoking");

  private final DueIndex index;

  private RefreshQueue(String name) {
    this.index = new DueIndex(name);
  }

  DueIndex index() {
    return index;
  }

  private record Position(RefreshQueue queue, Instant at) {}

  /** {@return the changes of the indexes when a grant changes; to be listed before the change of the grant} */
  static List<Change> moved(@Nullable TokenState before, @Nullable TokenState after) {
    List<Change> changes = new ArrayList<>(moved(before, after, RefreshQueue::refresh));
    changes.addAll(moved(before, after, RefreshQueue::revocation));
    return changes;
  }

  private static List<Change> moved(
    @Nullable TokenState before,
    @Nullable TokenState after,
    Function<TokenState, Optional<Position>> position
  ) {
    Optional<Position> from = Optional.ofNullable(before).flatMap(position);
    Optional<Position> to = Optional.ofNullable(after).flatMap(position);
    if (from.equals(to)) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    if (before != null) {
      from.ifPresent(old -> changes.addAll(old.queue().index.moved(before.tenant(), before.id(), old.at(), null)));
    }
    if (after != null) {
      to.ifPresent(next -> changes.addAll(next.queue().index.moved(after.tenant(), after.id(), null, next.at())));
    }
    return changes;
  }

  private static Optional<Position> revocation(TokenState state) {
    return Revocation.next(state).map(next -> new Position(REVOKING, next.since()));
  }

  private static Optional<Position> refresh(TokenState state) {
    Lease lease = state.lease();
    if (lease != null) {
      return Optional.of(new Position(OPEN, lease.startedAt()));
    }
    SealedTokens tokens = state.tokens();
    if (tokens == null || state.archived() || state.needsReconnect() || !tokens.refreshable()) {
      return Optional.empty();
    }
    Failure failure = state.failure();
    if (failure != null && failure.retryAt() != null) {
      return Optional.of(new Position(RETRYING, failure.retryAt()));
    }
    if (tokens.expiresAt() != null) {
      return Optional.of(new Position(EXPIRING, tokens.expiresAt()));
    }
    return Optional.ofNullable(tokens.refreshExpiresAt()).map(at -> new Position(IDLE, at));
  }
}
