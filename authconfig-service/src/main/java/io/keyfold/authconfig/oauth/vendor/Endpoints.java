package io.keyfold.authconfig.oauth.vendor;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A vendor's endpoints. Each call checks the address anew; these are not trusted.
 *
 * @param authorization authorization endpoint; null for a vendor without user consent
 * @param token token endpoint
 * @param issuer the issuer identifier, compared exactly with {@code iss} (RFC 9207); null if the vendor has none
 * @param issInCallback whether the vendor always adds {@code iss} to its callback, so that a callback without it is
 *     rejected; needs an issuer
 */
public record Endpoints(@Nullable URI authorization, URI token, @Nullable String issuer, boolean issInCallback) {
  /** Checks that {@code iss} can be compared. */
  public Endpoints {
    if (issInCallback && issuer == null) {
      throw new IllegalArgumentException("a required iss needs an issuer to compare with");
    }
  }

  /** {@return endpoints of a vendor without an issuer} */
  public static Endpoints of(URI authorization, URI token) {
    return new Endpoints(authorization, token, null, false);
  }
}
