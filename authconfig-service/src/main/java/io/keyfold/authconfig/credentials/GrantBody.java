package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.grants.ConsentedAccount;
import io.keyfold.authconfig.model.Grant;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a user's consent, without its tokens.
 *
 * @param account the account that consented; null if the provider did not say
 * @param issuer issuer of the authorization server
 * @param providerAuthCredentialsVersion version of the OAuth app's secret at the last consent
 * @param scopesRequested the requested scopes
 * @param scopesGranted the granted scopes; null if the provider did not return them
 * @param scopesMissing requested scopes that were not granted
 * @param refreshable whether the tokens can be refreshed
 * @param connectedAt time of the last consent or import
 */
record GrantBody(
  @Nullable Account account,
  @Nullable String issuer,
  @Nullable Long providerAuthCredentialsVersion,
  List<String> scopesRequested,
  @Nullable List<String> scopesGranted,
  List<String> scopesMissing,
  boolean refreshable,
  Instant connectedAt
) {
  /**
   * An account at the provider.
   *
   * @param id the provider's id of the account
   * @param name display name of the account
   */
  record Account(@Nullable String id, @Nullable String name) {
    static @Nullable Account of(@Nullable ConsentedAccount account) {
      return account == null ? null : new Account(account.id(), account.name());
    }
  }

  static @Nullable GrantBody of(@Nullable Grant grant) {
    return grant == null
      ? null
      : new GrantBody(
          Account.of(grant.account()),
          grant.issuer(),
          grant.appVersion(),
          grant.scopesRequested(),
          grant.scopesGranted().isEmpty() ? null : grant.scopesGranted(),
          grant.scopesMissing(),
          grant.refreshable(),
          grant.connectedAt()
        );
  }
}
