package io.keyfold.authconfig.model;

import io.keyfold.authconfig.grants.ConsentedAccount;
import io.keyfold.schema.GrantSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a consent, without its tokens.
 *
 * @param source how the grant was obtained
 * @param appId the OAuth app
 * @param appVersion version of the app's secret
 * @param issuer issuer of the authorization server
 * @param account the account that consented
 * @param scopesRequested the requested scopes
 * @param scopesGranted the granted scopes; empty if the provider did not return them
 * @param refreshable whether the tokens can be refreshed
 * @param connectedAt time of the last consent or import
 * @param brokenReason why the user must reconnect; null while the grant works
 */
public record Grant(
  GrantSource source,
  @Nullable String appId,
  @Nullable Long appVersion,
  @Nullable String issuer,
  @Nullable ConsentedAccount account,
  List<String> scopesRequested,
  List<String> scopesGranted,
  boolean refreshable,
  Instant connectedAt,
  @Nullable String brokenReason
) {
  /** Copies the lists. */
  public Grant {
    scopesRequested = List.copyOf(scopesRequested);
    scopesGranted = List.copyOf(scopesGranted);
  }

  /** {@return whether only a new consent can repair the grant} */
  public boolean needsReconnect() {
    return brokenReason != null;
  }

  /** {@return requested scopes that were not granted; empty if the provider did not return the granted ones} */
  public List<String> scopesMissing() {
    return scopesGranted.isEmpty()
      ? List.of()
      : scopesRequested
          .stream()
          .filter(scope -> !scopesGranted.contains(scope))
          .toList();
  }

  /** {@return the grant after a refresh failed for good} */
  Grant broken(String reason) {
    return new Grant(
      source,
      appId,
      appVersion,
      issuer,
      account,
      scopesRequested,
      scopesGranted,
      refreshable,
      connectedAt,
      reason
    );
  }
}
