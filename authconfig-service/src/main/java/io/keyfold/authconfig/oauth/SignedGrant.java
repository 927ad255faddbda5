package io.keyfold.authconfig.oauth;

import io.keyfold.platform.vault.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A grant by a signed assertion (RFC 7523 section 2.1), e.g. of a Google service account. The assertion lives 5 minutes
 * and contains the scopes as a claim too.
 *
 * @param issuer the {@code iss} of the assertion
 * @param subject the {@code sub}: for whom
 * @param audience the {@code aud}; null means the token endpoint
 * @param key the private key as a JSON Web Key, whose {@code alg} is used; without it RS256 or ES256 by key type
 * @param scopes scopes to ask for
 */
public record SignedGrant(String issuer, String subject, @Nullable String audience, Secret key, List<String> scopes) {
  /** Copies the scopes. */
  public SignedGrant {
    scopes = List.copyOf(scopes);
  }
}
