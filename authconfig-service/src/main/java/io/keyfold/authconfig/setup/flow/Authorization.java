package io.keyfold.authconfig.setup.flow;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that is under way at the vendor. The browser holds it in a sealed cookie.
 *
 * @param setupSessionId the setup session
 * @param browserHash the browser that started it
 * @param providerId the provider
 * @param methodId the auth method
 * @param appOwner the tenant that owns the OAuth app, or the platform
 * @param appId the OAuth app
 * @param appVersion version of its secret
 * @param issuer the authorization server; null if it has no issuer identifier
 * @param scopes the requested scopes
 * @param redirectUri the redirect URI that was sent
 * @param verifier the PKCE code verifier
 * @param expiresAt when an answer is no longer accepted
 */
record Authorization(
  String setupSessionId,
  String browserHash,
  String providerId,
  String methodId,
  String appOwner,
  String appId,
  long appVersion,
  @Nullable String issuer,
  List<String> scopes,
  String redirectUri,
  String verifier,
  Instant expiresAt
) {
  Authorization {
    scopes = List.copyOf(scopes);
  }

  /** Omits the verifier, which is secret. */
  @Override
  public String toString() {
    return "Authorization[" + setupSessionId + "]";
  }
}
