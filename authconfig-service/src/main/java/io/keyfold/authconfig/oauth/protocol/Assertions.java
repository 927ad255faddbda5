package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.oauth2.sdk.JWTBearerGrant;
import io.keyfold.authconfig.oauth.SignedGrant;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Writes grants by assertion. */
final class Assertions {

  private static final Duration LIFETIME = Duration.ofMinutes(5);

  private Assertions() {}

  static JWTBearerGrant grant(SignedGrant grant, URI tokenEndpoint, Instant now) {
    String audience = grant.audience();
    JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
      .issuer(grant.issuer())
      .subject(grant.subject())
      .audience(audience == null ? tokenEndpoint.toString() : audience)
      .issueTime(Date.from(now))
      .expirationTime(Date.from(now.plus(LIFETIME)))
      .jwtID(UUID.randomUUID().toString());
    if (!grant.scopes().isEmpty()) {
      // Google reads the scopes from here only.
      claims.claim("scope", String.join(" ", grant.scopes()));
    }
    return new JWTBearerGrant(JsonWebKeys.sign(grant.key(), claims.build()));
  }
}
