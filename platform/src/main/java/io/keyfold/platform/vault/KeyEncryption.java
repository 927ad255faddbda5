package io.keyfold.platform.vault;

import io.keyfold.platform.id.TenantId;
import reactor.core.publisher.Mono;

/**
 * Wraps data keys with key-encryption keys, of which a tenant has one or more. The key-encryption keys never leave
 * their store, such as a keyset file or a cloud key service. Asynchronous because it may be remote; implementations
 * must not block the caller's thread on I/O.
 */
public interface KeyEncryption {
  /**
   * Encrypts a data key under the tenant's current key.
   *
   * @param dataKey the plaintext key; not modified
   * @param associatedData data that the wrapped key is bound to
   */
  Mono<Wrapped> wrap(TenantId tenant, byte[] dataKey, byte[] associatedData);

  /**
   * Decrypts a data key. Errors with {@link VaultException} unless it was wrapped with that key, tenant and associated
   * data.
   *
   * @param kekId id of the wrapping key, as returned by {@link #wrap}
   * @return the plaintext key, which the caller wipes
   */
  Mono<byte[]> unwrap(TenantId tenant, String kekId, byte[] wrapped, byte[] associatedData);

  /**
   * A wrapped data key.
   *
   * @param kekId id of the key that wrapped it
   * @param ciphertext the wrapped key
   */
  @SuppressWarnings("ArrayRecordComponent") // passed from wrap to the published record; never compared
  record Wrapped(String kekId, byte[] ciphertext) {}
}
