package io.keyfold.authconfig.oauth;

import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The OAuth protocol towards a vendor. Each method makes at most one request to the token or revocation endpoint, and
 * never repeats it. Every outcome is a value; a Mono fails only for a bug. Time and response size are limited. It never
 * blocks the caller's thread; results arrive on a computation thread. The caller keeps the secrets that it passes, and closes them when the Mono ends. Thread-safe.
 */
public interface OAuthClient {
  /**
   * {@return the URL to send the browser to; it contains no secret}
   *
   * @throws IllegalArgumentException if the vendor has no authorization endpoint
   */
  URI authorizationUrl(AppCredentials app, VendorOAuth vendor, AuthorizationRequest request);

  /**
   * Exchanges an authorization code. Looks up the account afterwards if the vendor needs a call for it, for at most 10 s;
   * if that fails, the account is unknown and the exchange still succeeds.
   */
  Mono<TokenResult> exchange(AppCredentials app, VendorOAuth vendor, CodeExchange exchange);

  /**
   * Refreshes a grant.
   *
   * @param scopes scopes to ask for, at most those of the grant; empty means unchanged, and is understood by all vendors
   */
  Mono<TokenResult> refresh(AppCredentials app, VendorOAuth vendor, Secret refreshToken, List<String> scopes);

  /** Requests a token for the app itself. */
  Mono<TokenResult> clientCredentials(AppCredentials app, VendorOAuth vendor, List<String> scopes);

  /**
   * Requests a token with a signed assertion.
   *
   * @param app the app, if the vendor wants it too; null if the assertion is enough
   */
  Mono<TokenResult> jwtBearer(@Nullable AppCredentials app, VendorOAuth vendor, SignedGrant grant);

  /**
   * Revokes the tokens of a grant.
   *
   * @param refreshToken the refresh token; null if there is none
   */
  Mono<RevocationResult> revoke(
    AppCredentials app,
    VendorOAuth vendor,
    Secret accessToken,
    @Nullable Secret refreshToken
  );
}
