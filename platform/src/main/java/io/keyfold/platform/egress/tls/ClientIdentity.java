package io.keyfold.platform.egress.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate and its key.
 *
 * @param chain the certificate, then those of its issuers
 */
record ClientIdentity(List<X509Certificate> chain, PrivateKey key) {
  private static final byte[] PROBE = { 1, 2, 3 };

  /** {@return whether the key is that of the certificate} */
  boolean matches() {
    try {
      Signature signature = Signature.getInstance(
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        }
      );
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(chain.getFirst().getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  @Override
  public String toString() {
    return "ClientIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
