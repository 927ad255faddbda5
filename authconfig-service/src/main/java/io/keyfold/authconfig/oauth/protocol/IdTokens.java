package io.keyfold.authconfig.oauth.protocol;

import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Reads the claims of ID tokens without checking the signature. The token came over TLS from the token endpoint, which
 * OpenID Connect Core 3.1.3.7 accepts instead.
 */
final class IdTokens {

  private IdTokens() {}

  /** {@return the claims of the response's ID token} */
  static Optional<VendorJson> claims(VendorJson response) {
    return response.string("/id_token").flatMap(IdTokens::payload).flatMap(VendorJson::parse);
  }

  /** {@return whether the ID token is of another issuer than the vendor} */
  static boolean foreign(VendorJson response, VendorOAuth vendor) {
    String issuer = vendor.endpoints().issuer();
    return claims(response)
      .flatMap(claims -> claims.string("/iss"))
      .filter(iss -> issuer != null && !iss.equals(issuer))
      .isPresent();
  }

  /** {@return whether the claims are meant for the client} */
  static boolean meantFor(VendorJson claims, String clientId) {
    JsonNode audience = claims.at("/aud");
    return audience.isArray()
      ? audience.valueStream().anyMatch(one -> one.isString() && one.asString().equals(clientId))
      : audience.isString() && audience.asString().equals(clientId);
  }

  private static Optional<byte[]> payload(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getUrlDecoder().decode(parts[1]));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
