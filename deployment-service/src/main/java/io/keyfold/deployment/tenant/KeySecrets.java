package io.keyfold.deployment.tenant;

import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import java.nio.charset.StandardCharsets;

/**
 * The secrets of API keys that are created. Under an Idempotency-Key a secret is derived from the request and the id of the
 * API key, so that a caller who got no answer learns it by repeating the request, and nothing has to be stored. A request
 * without one gets a random secret.
 */
final class KeySecrets {

  private static final String PURPOSE = "deployment.api_key";

  private final DerivedSecrets derived;

  /** Secrets that are derived by this service's own keyset. */
  KeySecrets(DerivedSecrets derived) {
    this.derived = derived;
  }

  /** The secret of one request, by the id of the API key that the request creates. */
  @FunctionalInterface
  interface OfRequest {
    ApiKeySecret of(String keyId);
  }

  /**
   * {@return the secret of a request}
   *
   * @param asked the caller's own request; its tenant, actor, Idempotency-Key and content are part of the secret
   * @param owner the tenant that gets the API key
   */
  OfRequest of(WriteRequest asked, TenantId owner) {
    String idempotencyKey = asked.idempotencyKey();
    String fingerprint = asked.requestHash();
    if (idempotencyKey == null || fingerprint == null) {
      ApiKeySecret random = ApiKeySecret.generate();
      return keyId -> random;
    }
    return keyId -> {
      try (
        Secret token = derived.token(
          ApiKeySecret.PREFIX,
          PURPOSE,
          asked.tenant().value(),
          asked.actor().getType().name(),
          asked.actor().getId(),
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
