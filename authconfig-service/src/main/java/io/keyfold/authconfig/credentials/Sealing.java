package io.keyfold.authconfig.credentials;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.schema.Sealed;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Seals values at the API edge, before anything is written to the log. */
final class Sealing {

  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

  private final Vault vault;

  Sealing(Vault vault) {
    this.vault = vault;
  }

  /**
   * {@return the sealed value}
   *
   * @param keyId the object's data key; null creates one. An erased key is replaced, and what it sealed stays
   *     unreadable
   */
  Mono<Sealed> seal(SealContext context, SubmittedValue value, @Nullable String keyId) {
    return Mono.using(value::secret, secret -> seal(context, secret, keyId), Secret::close).onErrorMap(
      VaultException.class,
      Sealing::unavailable
    );
  }

  private Mono<Sealed> seal(SealContext context, Secret secret, @Nullable String keyId) {
    return vault
      .seal(context, secret, keyId)
      .onErrorResume(
        e -> e instanceof VaultException failed && failed.reason() == VaultException.Reason.ERASED,
        e -> vault.seal(context, secret, null)
      );
  }

  /** Erases keys of values that were not stored. Never fails: remaining keys do not open anything. */
  Mono<Void> discard(Collection<String> keyIds) {
    return Flux.fromIterable(keyIds)
      .concatMap(keyId ->
        vault.erase(keyId).onErrorResume(VaultException.class, e -> {
          LOG.atWarn().addKeyValue("key_id", keyId).log("erasing an unused data key failed");
          return Mono.empty();
        })
      )
      .then();
  }

  private static ApiException unavailable(VaultException e) {
    LOG.atWarn().setCause(e).addKeyValue("reason", e.reason()).log("sealing a value failed");
    return e.reason() == VaultException.Reason.UNAVAILABLE
      ? ApiException.of(ErrorCode.UNAVAILABLE, "The keys are temporarily unavailable: retry the request")
      : ApiException.of(ErrorCode.INTERNAL_SERVER_ERROR, "The value could not be sealed");
  }
}
