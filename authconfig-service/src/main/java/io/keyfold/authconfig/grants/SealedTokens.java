package io.keyfold.authconfig.grants;

import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.TokenSet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of a grant, still encrypted.
 *
 * @param access the access token: a JSON object with {@code access_token}
 * @param refresh the refresh token; null if there is none
 * @param valueVersion version in the seal context of both
 * @param obtainedAt when the provider's response was received
 * @param expiresAt expiry time of the access token; null if unknown
 * @param refreshExpiresAt expiry time of the refresh token, also by disuse; null if unknown
 * @param refreshable whether a new access token can be obtained without the user
 * @param scopesRequested the requested scopes
 * @param scopesGranted the granted scopes; empty if the provider did not return them
 * @param account the account that consented
 * @param appId the OAuth app that obtained them
 * @param appVersion version of the app's secret that obtained them
 * @param issuer issuer of the authorization server
 */
public record SealedTokens(
  SealedValue access,
  @Nullable SealedValue refresh,
  long valueVersion,
  Instant obtainedAt,
  @Nullable Instant expiresAt,
  @Nullable Instant refreshExpiresAt,
  boolean refreshable,
  List<String> scopesRequested,
  List<String> scopesGranted,
  @Nullable ConsentedAccount account,
  @Nullable String appId,
  @Nullable Long appVersion,
  @Nullable String issuer
) {
  /** Purpose of a sealed access token. */
  public static final String ACCESS = "grant.access";

  /** Purpose of a sealed refresh token. */
  public static final String REFRESH = "grant.refresh";

  /** Copies the lists. */
  public SealedTokens {
    scopesRequested = List.copyOf(scopesRequested);
    scopesGranted = List.copyOf(scopesGranted);
  }

  /** {@return the tokens of a record} */
  public static SealedTokens of(TokenSet set) {
    return new SealedTokens(
      SealedValue.of(set.getAccess()),
      set.getRefresh() == null ? null : SealedValue.of(set.getRefresh()),
      set.getValueVersion(),
      set.getObtainedAt(),
      set.getExpiresAt(),
      set.getRefreshExpiresAt(),
      set.getRefreshable(),
      set.getScopesRequested(),
      set.getScopesGranted(),
      ConsentedAccount.of(set.getAccount()),
      set.getAppId(),
      set.getAppVersion(),
      set.getIssuer()
    );
  }

  /** {@return the record of the tokens} */
  public TokenSet toAvro() {
    return TokenSet.newBuilder()
      .setAccess(access.toSealed())
      .setRefresh(refresh == null ? null : refresh.toSealed())
      .setValueVersion(valueVersion)
      .setObtainedAt(obtainedAt)
      .setExpiresAt(expiresAt)
      .setRefreshExpiresAt(refreshExpiresAt)
      .setRefreshable(refreshable)
      .setScopesRequested(scopesRequested)
      .setScopesGranted(scopesGranted)
      .setAccount(account == null ? null : account.toAvro())
      .setAppId(appId)
      .setAppVersion(appVersion)
      .setIssuer(issuer)
      .build();
  }

  /** {@return the data key that seals them} */
  public String keyId() {
    return access.keyId();
  }
}
