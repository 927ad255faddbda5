package io.keyfold.platform.vault;

import io.keyfold.schema.Sealed;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A sealed value as stored in the view, still encrypted.
 *
 * @param keyId the data key
 * @param ciphertext the ciphertext in Base64
 * @param purpose purpose for which it was sealed
 */
public record SealedValue(String keyId, String ciphertext, String purpose) {
  /** {@return the sealed value of an event} */
  public static SealedValue of(Sealed sealed) {
    ByteBuffer buffer = sealed.getCiphertext().duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new SealedValue(sealed.getKeyId(), Base64.getEncoder().encodeToString(bytes), sealed.getPurpose());
  }

  /** {@return the form that the vault opens} */
  public Sealed toSealed() {
    return new Sealed(keyId, ByteBuffer.wrap(Base64.getDecoder().decode(ciphertext)), purpose);
  }
}
