package io.keyfold.session.credentials;

import io.keyfold.schema.Sealed;
import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * A sealed value as it is kept in the view: still encrypted.
 *
 * @param keyId the data key
 * @param ciphertext the ciphertext in Base64
 * @param purpose what it was sealed for
 */
public record SealedValue(String keyId, String ciphertext, String purpose) {
  /** {@return the sealed value of an event} */
  static SealedValue of(Sealed sealed) {
    ByteBuffer buffer = sealed.getCiphertext().duplicate();
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return new SealedValue(sealed.getKeyId(), Base64.getEncoder().encodeToString(bytes), sealed.getPurpose());
  }

  /** {@return what the vault opens} */
  public Sealed toSealed() {
    return new Sealed(keyId, ByteBuffer.wrap(Base64.getDecoder().decode(ciphertext)), purpose);
  }
}
