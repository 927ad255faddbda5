package io.keyfold.platform.vault;

import io.keyfold.platform.web.RequestFingerprint;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes HMAC fingerprints with a key derived from the keyset, so that the log alone does not allow guessing request
 * bodies.
 */
public final class KeyedFingerprint implements RequestFingerprint {

  private static final String ALGORITHM = "HmacSHA256";

  private final SecretKeySpec key;

  /** Derives the key. */
  public KeyedFingerprint(DerivedSecrets secrets) {
    try (Secret secret = secrets.derive("request.fingerprint", "1")) {
      key = secret.use(bytes -> new SecretKeySpec(bytes, ALGORITHM));
    }
  }

  @Override
  public String of(String method, String path, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      add(mac, method.getBytes(StandardCharsets.UTF_8));
      add(mac, path.getBytes(StandardCharsets.UTF_8));
      add(mac, body);
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(ALGORITHM + " is required of every JDK", e);
    }
  }

  private static void add(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).array());
    mac.update(part);
  }
}
