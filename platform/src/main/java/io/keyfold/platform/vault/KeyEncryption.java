package io.keyfold.platform.vault;

import io.keyfold.platform.id.TenantId;
import reactor.core.publisher.Mono;

/**
 * Key-encryption keys, one or more per tenant, held somewhere that never gives them out: a keyset file, a cloud's key
 * service. Asynchronous because it may be remote; an implementation never blocks its caller's thread on I/O.
 */
public interface KeyEncryption {
  /**
   * Encrypts a data key under the tenant's current key.
   *
   * @param dataKey the plaintext; not changed
   * @param associatedData what the wrapped key is bound to
   */
  Mono<Wrapped> wrap(TenantId tenant, byte[] dataKey, byte[] associatedData);

  /**
   * Decrypts a data key. Errors with {@link VaultException} if it was not wrapped by that key for that tenant and that
   * associated data.
   *
   * @param kekId which key wrapped it, as {@link #wrap} answered
   * @return the plaintext, which the caller wipes
   */
  Mono<byte[]> unwrap(TenantId tenant, String kekId, byte[] wrapped, byte[] associatedData);

  /**
   * A wrapped data key.
   *
   * @param kekId the key that wrapped it
   * @param ciphertext the wrapped key
   */
  @SuppressWarnings("ArrayRecordComponent") // carried once from wrap to the record that is published; never compared
  record Wrapped(String kekId, byte[] ciphertext) {}
}
