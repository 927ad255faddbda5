package io.keyfold.platform.testing.oauth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What {@link HostileVendor} has issued. Codes are single-use. A refresh token that was used already revokes its grant
 * (RFC 9700 section 4.14.2) and is counted. Thread-safe.
 */
final class TokenLedger {

  private final Map<String, Code> codes = new HashMap<>();
  private final Map<String, Grant> grants = new HashMap<>();
  private final Map<String, String> refreshTokens = new HashMap<>();
  private final Map<String, String> accessTokens = new HashMap<>();
  private final Map<String, Integer> refreshes = new HashMap<>();
  private final List<String> reused = new ArrayList<>();

  /** Tokens just issued. */
  record Issued(String grant, String accessToken, @Nullable String refreshToken) {}

  private record Code(String redirectUri, @Nullable String challenge) {
    boolean allows(String redirect, @Nullable String verifier) {
      boolean proven = challenge == null || (verifier != null && challenge.equals(s256(verifier)));
      return proven && redirectUri.equals(redirect);
    }
  }

  private static final class Grant {

    private final Set<String> accessTokens = new HashSet<>();
    private String refreshToken = "";
    private boolean revoked;
  }

  synchronized String code(String redirectUri, @Nullable String challenge) {
    String code = "code-" + UUID.randomUUID();
    codes.put(code, new Code(redirectUri, challenge));
    return code;
  }

  synchronized Optional<Issued> redeem(String code, String redirectUri, @Nullable String verifier) {
    Code known = codes.remove(code);
    return known != null && known.allows(redirectUri, verifier) ? Optional.of(grant()) : Optional.empty();
  }

  /** Issues the first tokens of a new grant. */
  synchronized Issued grant() {
    String id = "grant-" + UUID.randomUUID();
    Grant grant = new Grant();
    grants.put(id, grant);
    return issue(id, grant, true);
  }

  /** Refreshes; empty if the token is unknown, used already or revoked. */
  synchronized Optional<Issued> refresh(String refreshToken, Manner.Rotation rotation) {
    String id = refreshTokens.get(refreshToken);
    if (id == null) {
      return Optional.empty();
    }
    refreshes.merge(id, 1, Integer::sum);
    Grant grant = grants.get(id);
    if (grant == null || grant.revoked) {
      return Optional.empty();
    }
    if (!grant.refreshToken.equals(refreshToken)) {
      reused.add(id);
      grant.revoked = true;
      return Optional.empty();
    }
    Issued issued = issue(id, grant, rotation == Manner.Rotation.ROTATING);
    return Optional.of(rotation == Manner.Rotation.OMITTED ? new Issued(id, issued.accessToken(), null) : issued);
  }

  /** Revokes the grant of an access or refresh token. */
  synchronized void revoke(String token) {
    String id = refreshTokens.getOrDefault(token, accessTokens.get(token));
    Grant grant = id == null ? null : grants.get(id);
    if (grant != null) {
      grant.revoked = true;
    }
  }

  /** {@return the grant of a valid access token} */
  synchronized Optional<String> grantOf(String accessToken) {
    return Optional.ofNullable(accessTokens.get(accessToken)).filter(id -> {
      Grant grant = grants.get(id);
      return grant != null && !grant.revoked && grant.accessTokens.contains(accessToken);
    });
  }

  /** Makes all access tokens invalid, as if they had expired. */
  synchronized void expireAccessTokens() {
    grants.values().forEach(grant -> grant.accessTokens.clear());
  }

  synchronized int reuses() {
    return reused.size();
  }

  synchronized Map<String, Integer> refreshes() {
    return Map.copyOf(refreshes);
  }

  synchronized long revoked() {
    return grants
      .values()
      .stream()
      .filter(grant -> grant.revoked)
      .count();
  }

  private Issued issue(String id, Grant grant, boolean rotate) {
    String access = "access-" + UUID.randomUUID();
    grant.accessTokens.add(access);
    accessTokens.put(access, id);
    if (rotate) {
      grant.refreshToken = "refresh-" + UUID.randomUUID();
      refreshTokens.put(grant.refreshToken, id);
    }
    return new Issued(id, access, grant.refreshToken);
  }

  private static String s256(String verifier) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.US_ASCII));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
