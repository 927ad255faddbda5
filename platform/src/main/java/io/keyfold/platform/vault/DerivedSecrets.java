package io.keyfold.platform.vault;

import io.keyfold.platform.id.Base62;

/**
 * Derives secrets instead of storing them: the same purpose and id always give the same secret under one keyset.
 * Without the keyset it cannot be computed.
 */
@FunctionalInterface
public interface DerivedSecrets {
  /**
   * Derives 32 bytes.
   *
   * @param purpose separates uses, e.g. {@code session.client_secret}
   * @param id the owner of the secret, unique across tenants; the boundaries between parts are significant
   */
  Secret derive(String purpose, String... id);

  /** Derives a printable token: the prefix and 43 base-62 characters (over 250 bits). */
  default Secret token(String prefix, String purpose, String... id) {
    try (Secret raw = derive(purpose, id)) {
      return raw.use(bytes -> Secret.ofText(prefix + Base62.encode(bytes)));
    }
  }
}
