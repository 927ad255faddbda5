package io.keyfold.standalone.sandbox.oauth;

import io.keyfold.platform.id.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The decisions of the authorization server: apps, consents, codes and tokens. It keeps the newest ten thousand of
 * each. Codes and refresh tokens are used once; a second use ends the grant (RFC 9700 section 4.14). Thread-safe.
 */
public final class AuthorizationServer {

  private static final int LIMIT = 10_000;
  private static final int MAX_APPS = 100;
  private static final int SECRET_BYTES = 24;
  private static final Duration DEFAULT_LIFETIME = Duration.ofHours(1);

  private record Code(ConsentRequest request, Grant grant) {}

  private record Issued(Grant grant, Instant expiresAt) {}

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, SandboxApp> apps = new HashMap<>();
  private final Map<String, ConsentRequest> consents = new BoundedMap<>(LIMIT);
  private final Map<String, Code> codes = new BoundedMap<>(LIMIT);
  private final Map<String, Issued> accessTokens = new BoundedMap<>(LIMIT);
  private final Map<String, Grant> grants = new BoundedMap<>(LIMIT);
  private Duration lifetime = DEFAULT_LIFETIME;
  private CallCounts counts = CallCounts.NONE;

  /** Creates a server without apps. */
  public AuthorizationServer(InstantSource clock) {
    this.clock = clock;
  }

  /** Registers an app, or replaces the one with the same client id. */
  public synchronized void register(SandboxApp app) {
    if (apps.size() >= MAX_APPS && !apps.containsKey(app.clientId())) {
      throw new IllegalStateException("the sandbox has at most " + MAX_APPS + " apps");
    }
    apps.put(app.clientId(), app);
  }

  /** Sets the lifetime of access tokens that are issued from now on; one hour at first. */
  public synchronized void accessTokenLifetime(Duration next) {
    lifetime = next;
  }

  /** Ends every access token, as their expiry does. Refresh tokens stay valid. */
  public synchronized void expireAccessTokens() {
    accessTokens.clear();
  }

  /** {@return how often the server was called} */
  public synchronized CallCounts counts() {
    return counts;
  }

  /** {@return what a valid access token stands for} */
  public synchronized Optional<Access> access(String token) {
    return Optional.ofNullable(accessTokens.get(token))
      .filter(issued -> !issued.grant().hasEnded() && issued.expiresAt().isAfter(clock.instant()))
      .map(issued -> new Access(issued.grant().account(), issued.grant().scopes(), issued.expiresAt()));
  }

  /** {@return the app with these credentials} */
  synchronized SandboxApp authenticate(String clientId, String secret) throws OAuthError {
    SandboxApp app = apps.get(clientId);
    if (app == null || !equal(app.clientSecret(), secret)) {
      throw new OAuthError("invalid_client", "Unknown client id or wrong secret");
    }
    return app;
  }

  /** {@return the app, if it may send the browser to this address} */
  synchronized Optional<SandboxApp> app(String clientId, String redirectUri) {
    return Optional.ofNullable(apps.get(clientId)).filter(app -> app.redirectUris().contains(redirectUri));
  }

  /** Keeps a request until the user decides. */
  synchronized void ask(ConsentRequest request) {
    counts = counts.consent();
    consents.put(request.id(), request);
  }

  /** {@return the request that the user decides now; empty if it was decided before} */
  synchronized Optional<ConsentRequest> decide(String id) {
    return Optional.ofNullable(consents.remove(id));
  }

  /** {@return the code of an allowed request} */
  synchronized String allow(ConsentRequest request, String account, List<String> granted) {
    String code = secret("sac_");
    codes.put(code, new Code(request, new Grant(request.app(), account, granted)));
    return code;
  }

  synchronized TokenPair exchange(SandboxApp app, String code, String redirectUri, String verifier) throws OAuthError {
    Code found = codes.get(code);
    if (found == null || !found.grant().belongsTo(app) || !found.request().redirectUri().equals(redirectUri)) {
      throw new OAuthError("invalid_grant", "The code is unknown or was issued for another request");
    }
    if (found.grant().hasTokens()) {
      found.grant().end();
      throw new OAuthError("invalid_grant", "The code was used before; the grant has ended");
    }
    if (!equal(found.request().challenge(), challenge(verifier))) {
      throw new OAuthError("invalid_grant", "The code verifier does not match the challenge");
    }
    counts = counts.exchange();
    return issue(found.grant());
  }

  synchronized TokenPair refresh(SandboxApp app, String refreshToken) throws OAuthError {
    Grant grant = grants.get(refreshToken);
    if (grant == null || grant.hasEnded() || !grant.belongsTo(app)) {
      throw new OAuthError("invalid_grant", "The refresh token is unknown or revoked");
    }
    if (!grant.isCurrent(refreshToken)) {
      counts = counts.reuse();
      grant.end();
      throw new OAuthError("invalid_grant", "The refresh token was used before; the grant has ended");
    }
    counts = counts.refresh();
    return issue(grant);
  }

  /** Ends the grant of a refresh token, or an access token alone. An unknown token is no error (RFC 7009). */
  synchronized void revoke(SandboxApp app, String token) {
    Grant grant = grants.get(token);
    if (grant != null && grant.belongsTo(app)) {
      counts = counts.revocation();
      grant.end();
    } else if (grant == null && accessTokens.remove(token) != null) {
      counts = counts.revocation();
    }
  }

  /** {@return a secret that nobody can guess} */
  String secret(String prefix) {
    byte[] bytes = new byte[SECRET_BYTES];
    random.nextBytes(bytes);
    return prefix + HexFormat.of().formatHex(bytes);
  }

  private TokenPair issue(Grant grant) {
    String access = secret("sat_");
    String refresh = secret("srt_");
    accessTokens.put(access, new Issued(grant, clock.instant().plus(lifetime)));
    grants.put(refresh, grant);
    grant.replaceRefreshToken(refresh);
    return new TokenPair(access, refresh, lifetime.toSeconds(), grant.scopes());
  }

  private static String challenge(String verifier) {
    byte[] digest = Sha256.of(verifier.getBytes(StandardCharsets.US_ASCII));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
