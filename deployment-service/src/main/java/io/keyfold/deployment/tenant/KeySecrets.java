package io.keyfold.deployment.tenant;

import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;

/**
 * Creates the secrets of API keys. With an Idempotency-Key, a secret is derived from the request and the id of the API
 * key. A caller without a response thus gets the same secret on retry, and nothing is stored. Without an
 * Idempotency-Key the secret is random.
 */
final class KeySecrets {

  private static final String PURPOSE = "deployment.api_key";

  private final DerivedSecrets derived;

  /** Derives secrets from this service's own keyset. */
  KeySecrets(DerivedSecrets derived) {
    this.derived = derived;
  }

  /** The secret of a request, by the id of the API key that it creates. */
  @FunctionalInterface
  interface OfRequest {
    ApiKeySecret of(String keyId);
  }

  /**
   * {@return the secret of a request}
   *
   * @param original the caller's own request; the secret depends on its tenant, actor, Idempotency-Key and content
   * @param owner the tenant that gets the API key
   */
  OfRequest of(WriteRequest original, TenantId owner) {
    String idempotencyKey = original.idempotencyKey();
    String fingerprint = original.requestHash();
    if (idempotencyKey == null || fingerprint == null) {
      ApiKeySecret random = ApiKeySecret.generate();
      return keyId -> random;
    }
    return keyId -> {
      try (
        Secret token = derived.token(
          ApiKeySecret.PREFIX,
          PURPOSE,
          original.tenant().value(),
          original.actor().getType().name(),
          original.actor().getId(),
          idempotencyKey,
          fingerprint,
          owner.value(),
          keyId
        )
      ) {
        return token.use(text -> ApiKeySecret.derived(new String(text, StandardCharsets.US_ASCII)));
      }
    };
  }
}
