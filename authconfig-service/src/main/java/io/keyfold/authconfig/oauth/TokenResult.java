package io.keyfold.authconfig.oauth;

import io.keyfold.platform.vault.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Outcome of a token request. Nothing but {@link Tokens} contains anything secret, and none contains the vendor's body.
 */
public sealed interface TokenResult {
  /**
   * The vendor issued tokens. Close it when they are sealed.
   *
   * @param accessToken the access token
   * @param refreshToken the refresh token; null if the response has none. A refresh without it keeps the old one.
   * @param expiresAt when the access token expires; null if unknown: use it until a 401
   * @param refreshExpiresAt when the refresh token expires at the latest if unused; null if unknown
   * @param scopes granted scopes; null if unknown: a refresh whose response does not repeat them
   * @param tokenType the token type, {@code Bearer} in whatever case the vendor writes it
   * @param account the account connected; null if the vendor does not say, and for refreshes
   */
  record Tokens(
    Secret accessToken,
    @Nullable Secret refreshToken,
    @Nullable Instant expiresAt,
    @Nullable Instant refreshExpiresAt,
    @Nullable List<String> scopes,
    String tokenType,
    @Nullable Account account
  ) implements TokenResult, AutoCloseable {
    /** {@return the same tokens with the account} */
    public Tokens with(Account found) {
      return new Tokens(accessToken, refreshToken, expiresAt, refreshExpiresAt, scopes, tokenType, found);
    }

    /** Wipes the tokens. */
    @Override
    public void close() {
      accessToken.close();
      if (refreshToken != null) {
        refreshToken.close();
      }
    }
  }

  /**
   * The vendor understood the request and refused it. Repeating it changes nothing.
   *
   * @param error the error code, a standard one where the vendor's code has a known meaning: {@link #INVALID_GRANT}
   *     says that the code or refresh token is dead
   * @param description the vendor's text, sanitized; null if there is none
   */
  record Rejected(String error, @Nullable String description) implements TokenResult {
    /** The code, refresh token or assertion is invalid, expired, revoked or used already. */
    public static final String INVALID_GRANT = "invalid_grant";

    /** The response is of another issuer than the one asked, or the app belongs to another issuer. Of our own. */
    public static final String ISSUER_MISMATCH = "issuer_mismatch";

    /** {@return whether the code or refresh token is dead} */
    public boolean invalidGrant() {
      return error.equals(INVALID_GRANT);
    }
  }

  /**
   * No token was issued and the request can be repeated with the same code or refresh token: it was not sent, or the
   * vendor was too busy to handle it.
   *
   * @param failure what happened
   * @param retryAfter when the vendor wants to be called again, at most one day; null if it does not say
   */
  record Transient(CallFailure failure, @Nullable Duration retryAfter) implements TokenResult {}

  /**
   * The request was sent and no readable answer came back, so the vendor may have issued tokens and invalidated the
   * refresh token. It can be repeated; if the repetition is rejected with {@code invalid_grant}, the lost answer is the
   * likely reason.
   *
   * @param failure what happened
   */
  record Ambiguous(CallFailure failure) implements TokenResult {}
}
