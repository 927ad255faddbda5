package io.keyfold.platform.vault;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM under a key that is derived from the keyset, for short-lived values that a browser holds, such as cookies.
 * All instances open what one of them sealed. Nothing is erasable, so it is not for stored values. Thread-safe.
 */
public final class DerivedCipher {

  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final SecretKeySpec key;

  /**
   * Derives the key.
   *
   * @param purpose separates uses; a value sealed for one does not open for another
   */
  public DerivedCipher(DerivedSecrets secrets, String purpose) {
    try (Secret secret = secrets.derive(purpose, "1")) {
      key = secret.use(bytes -> new SecretKeySpec(bytes, "AES"));
    }
  }

  /**
   * {@return nonce and ciphertext}
   *
   * @param plaintext not modified
   * @param associatedData what the ciphertext is bound to
   */
  public byte[] seal(byte[] plaintext, byte[] associatedData) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce, associatedData).doFinal(plaintext);
      return ByteBuffer.allocate(nonce.length + ciphertext.length)
        .put(nonce)
        .put(ciphertext)
        .array();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(TRANSFORMATION + " is required of every JDK", e);
    }
  }

  /** {@return the plaintext; empty if the value was not sealed by this cipher with this associated data} */
  public Optional<byte[]> open(byte[] sealed, byte[] associatedData) {
    if (sealed.length < NONCE_BYTES + TAG_BITS / Byte.SIZE) {
      return Optional.empty();
    }
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    try {
      return Optional.of(
        cipher(Cipher.DECRYPT_MODE, nonce, associatedData).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES)
      );
    } catch (GeneralSecurityException _) {
      return Optional.empty();
    }
  }

  private Cipher cipher(int mode, byte[] nonce, byte[] associatedData) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(TRANSFORMATION);
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(associatedData);
    return cipher;
  }
}
