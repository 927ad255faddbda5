package io.keyfold.session.tokens;

import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.RefreshFailure;
import io.keyfold.schema.TokenSet;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The access token of a grant, still sealed, with what a caller needs to know about its refresh.
 *
 * @param version number of records about the grant
 * @param credentialVersion version of the tokens
 * @param access the sealed access token
 * @param valueVersion version for which it was sealed
 * @param expiresAt when it expires; null if unknown: it is used until the provider refuses it
 * @param refreshable whether a new one can be obtained without the user
 * @param refreshing whether a refresh is open
 * @param failure error code of the last refresh, if it failed
 * @param failedAt when it failed
 * @param needsReconnect whether only a new consent can repair the grant
 * @param archived whether the grant is archived
 */
public record GrantToken(
  long version,
  long credentialVersion,
  SealedValue access,
  long valueVersion,
  @Nullable Instant expiresAt,
  boolean refreshable,
  boolean refreshing,
  @Nullable String failure,
  @Nullable Instant failedAt,
  boolean needsReconnect,
  boolean archived
) implements Versioned {
  private static final Kind<GrantToken> KIND = new Kind<>("grant_token", GrantToken.class);

  /** {@return the key of a grant's token} */
  public static Key<GrantToken> key(TenantId tenant, String authConfigId) {
    return new Key<>(tenant, KIND, authConfigId);
  }

  /** {@return the token of a record; null while the first consent is not bound to a user} */
  static @Nullable GrantToken of(GrantTokens event) {
    TokenSet set = event.getTokens();
    RefreshFailure failure = event.getFailure();
    return set == null
      ? null
      : new GrantToken(
          event.getMeta().getVersion(),
          event.getCredentialVersion(),
          SealedValue.of(set.getAccess()),
          set.getValueVersion(),
          set.getExpiresAt(),
          set.getRefreshable(),
          event.getLease() != null,
          failure == null ? null : failure.getCode(),
          failure == null ? null : failure.getAt(),
          event.getNeedsReconnect(),
          event.getArchived()
        );
  }

  /** {@return whether it does not expire within the time} */
  boolean isValidFor(Duration time, Instant now) {
    return expiresAt == null || now.plus(time).isBefore(expiresAt);
  }

  /** {@return whether its refresh has just failed, so that another one would only add to the provider's load} */
  boolean hasJustFailed(Duration pause, Instant now) {
    return !refreshing && failedAt != null && now.isBefore(failedAt.plus(pause));
  }

  /** {@return whether the background or a caller can renew it} */
  boolean canRefresh() {
    return refreshable && !needsReconnect && !archived;
  }
}
