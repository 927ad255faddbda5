package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.jose.Algorithm;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.factories.DefaultJWSSignerFactory;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;

/** Signs assertions with an app's private key. */
final class JsonWebKeys {

  private JsonWebKeys() {}

  /**
   * {@return the signed assertion}
   *
   * @throws UnusableCredentialException if the key is not a private RSA or EC key of sufficient strength
   */
  static SignedJWT sign(Secret key, JWTClaimsSet claims) {
    try {
      String json = key.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
      JWK jwk = JWK.parse(json);
      JWSAlgorithm algorithm = algorithm(jwk);
      SignedJWT assertion = new SignedJWT(new JWSHeader.Builder(algorithm).keyID(jwk.getKeyID()).build(), claims);
      assertion.sign(new DefaultJWSSignerFactory().createJWSSigner(jwk, algorithm));
      return assertion;
    } catch (ParseException | JOSEException e) {
      // Without the cause: its message may quote the key.
      throw new UnusableCredentialException("the private key is not a private RSA or EC key as a JSON Web Key");
    }
  }

  private static JWSAlgorithm algorithm(JWK jwk) throws JOSEException {
    Algorithm stated = jwk.getAlgorithm();
    return switch (jwk) {
      case RSAKey rsa -> stated == null ? JWSAlgorithm.RS256 : JWSAlgorithm.parse(stated.getName());
      case ECKey ec -> elliptic(ec.getCurve());
      default -> throw new JOSEException("unsupported key type");
    };
  }

  private static JWSAlgorithm elliptic(Curve curve) {
    if (curve.equals(Curve.P_384)) {
      return JWSAlgorithm.ES384;
    }
    return curve.equals(Curve.P_521) ? JWSAlgorithm.ES512 : JWSAlgorithm.ES256;
  }
}
