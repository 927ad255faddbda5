package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.SealedTokens;
import java.time.Duration;
import java.time.Instant;

/** When a refresh in the background is due. Pure. */
final class DueRefresh {

  /** Tokens that live very short are left to callers: the background would refresh them all the time. */
  private static final Duration MIN_AGE = Duration.ofSeconds(30);

  private static final int SPREAD = 1024;

  private final RefreshProperties properties;

  DueRefresh(RefreshProperties properties) {
    this.properties = properties;
  }

  /** {@return the earliest expiry of tokens that cannot be due yet} */
  Instant horizon(Instant now) {
    return now.plus(properties.leadTime()).plus(properties.jitter());
  }

  /** {@return the same for refresh tokens that die by disuse} */
  Instant idleHorizon(Instant now) {
    return now.plus(properties.idleLeadTime());
  }

  /** {@return whether the access token is to be refreshed ahead of its expiry} */
  boolean isExpiring(String id, SealedTokens tokens, Instant now) {
    Instant expiry = tokens.expiresAt();
    if (expiry == null || now.isBefore(tokens.obtainedAt().plus(MIN_AGE))) {
      return false;
    }
    Duration lifetime = Duration.between(tokens.obtainedAt(), expiry);
    Duration lead = least(properties.leadTime(), lifetime.dividedBy(4));
    Duration jitter = least(properties.jitter(), lifetime.dividedBy(8));
    int part = Math.floorMod((id + tokens.valueVersion()).hashCode(), SPREAD);
    return !now.isBefore(expiry.minus(lead).minus(jitter.multipliedBy(part).dividedBy(SPREAD)));
  }

  /** {@return whether the refresh token is to be used before it dies by disuse} */
  boolean isIdle(SealedTokens tokens, Instant now) {
    Instant expiry = tokens.refreshExpiresAt();
    if (expiry == null) {
      return false;
    }
    Duration lifetime = Duration.between(tokens.obtainedAt(), expiry);
    return !now.isBefore(expiry.minus(least(properties.idleLeadTime(), lifetime.dividedBy(2))));
  }

  private static Duration least(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
