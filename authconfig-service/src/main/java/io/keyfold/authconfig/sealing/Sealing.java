package io.keyfold.authconfig.sealing;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.platform.vault.VaultException.Reason;
import io.keyfold.schema.Sealed;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Seals values at the API edge, before anything is written to the log. */
public final class Sealing {

  private static final Logger LOG = LoggerFactory.getLogger(Sealing.class);

  private final Vault vault;

  /** Creates a sealing with the vault. */
  public Sealing(Vault vault) {
    this.vault = vault;
  }

  /**
   * {@return the sealed secret} The secret is created when needed, and wiped.
   *
   * @param keyId the object's data key; null creates one. An erased key is replaced, and what it sealed stays
   *     unreadable
   */
  public Mono<Sealed> seal(SealContext context, Supplier<Secret> secret, @Nullable String keyId) {
    return Mono.using(
      secret::get,
      value -> replacingErased(Optional.ofNullable(keyId), key -> vault.seal(context, value, key.orElse(null))),
      Secret::close
    );
  }

  /**
   * {@return what the work sealed} If the key is erased by now, the work is done again with a new key: only the decider
   * knows whether the object still exists. Errors with the API error of what could not be sealed.
   *
   * @param keyId the object's data key; empty creates one
   * @param work seals with the data key, or with a new one
   */
  public static <T> Mono<T> replacingErased(Optional<String> keyId, Function<Optional<String>, Mono<T>> work) {
    return Mono.defer(() -> work.apply(keyId))
      .onErrorResume(
        e -> keyId.isPresent() && e instanceof VaultException failed && failed.reason() == Reason.ERASED,
        e -> work.apply(Optional.empty())
      )
      .onErrorMap(VaultException.class, Sealing::refusal);
  }

  /**
   * {@return the result of a write that seals with new data keys} A new data key is durable before its command. If the
   * command is rejected, the key is erased. If the outcome is unknown, the key is kept, since the command may still take
   * effect.
   *
   * @param attempts the write; each attempt pushes the ids of its new data keys
   */
  public Mono<Committed> discardingUnused(Function<Deque<List<String>>, Mono<Committed>> attempts) {
    return Mono.defer(() -> {
      Deque<List<String>> fresh = new ConcurrentLinkedDeque<>();
      return attempts
        .apply(fresh)
        .flatMap(done -> {
          if (!done.repeated()) {
            // Only the last attempt took effect.
            fresh.poll();
          }
          return discard(all(fresh)).thenReturn(done);
        })
        .onErrorResume(ApiException.class, refused ->
          (refused.code() == ErrorCode.UNAVAILABLE ? Mono.<Void>empty() : discard(all(fresh))).then(Mono.error(refused))
        );
    });
  }

  private static List<String> all(Collection<List<String>> keyIds) {
    return keyIds.stream().flatMap(List::stream).toList();
  }

  /** Erases keys of values that were not stored. Never fails: remaining keys do not open anything. */
  public Mono<Void> discard(Collection<String> keyIds) {
    return Flux.fromIterable(keyIds)
      .concatMap(keyId ->
        vault.erase(keyId).onErrorResume(VaultException.class, e -> {
          LOG.atWarn().addKeyValue("key_id", keyId).log("erasing an unused data key failed");
          return Mono.empty();
        })
      )
      .then();
  }

  private static ApiException refusal(VaultException e) {
    LOG.atWarn().setCause(e).addKeyValue("reason", e.reason()).log("sealing a value failed");
    return e.reason() == Reason.UNAVAILABLE
      ? ApiException.of(ErrorCode.UNAVAILABLE, "The keys are temporarily unavailable: retry the request")
      : ApiException.of(ErrorCode.INTERNAL_SERVER_ERROR, "The value could not be sealed");
  }
}
