package io.keyfold.platform.vault;

/**
 * Secrets that are derived instead of stored: the same purpose and id give the same secret for as long as the keyset
 * lives, and nobody without the keyset can compute it.
 */
@FunctionalInterface
public interface DerivedSecrets {
  /**
   * Derives 32 bytes.
   *
   * @param purpose separates uses, e.g. {@code session.client_secret}
   * @param id what the secret belongs to, unique over all tenants; parts that are cut elsewhere are another id
   */
  Secret derive(String purpose, String... id);

  /** Derives a printable token: the prefix and 43 base-62 characters (over 250 bits). */
  default Secret token(String prefix, String purpose, String... id) {
    try (Secret raw = derive(purpose, id)) {
      return raw.use(bytes -> Secret.ofText(prefix + Base62.encode(bytes)));
    }
  }
}
