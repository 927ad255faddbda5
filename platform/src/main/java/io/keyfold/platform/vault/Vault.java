package io.keyfold.platform.vault;

import com.google.crypto.tink.Aead;
import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.thread.PeriodicTask;
import io.keyfold.platform.vault.VaultException.Reason;
import io.keyfold.schema.Sealed;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/**
 * Envelope encryption: each object has its own data key, which seals its secrets. The data key is stored wrapped by a
 * key-encryption key of the tenant. Erasing the data key makes every version of the secret unreadable, wherever its
 * ciphertext is.
 *
 * <p>Every operation has a timeout of a few seconds and errors only with {@link VaultException}.
 */
public final class Vault implements AutoCloseable {

  /** Maximum time that an unwrapped data key stays in memory. */
  public static final Duration MAX_TTL = Duration.ofSeconds(60);

  /**
   * Timeout of each step except lookups, which have their own. Longer than a write takes to become durable after the
   * loss of a broker.
   */
  private static final Duration TIMEOUT = Duration.ofSeconds(7);

  private static final Duration EVICTION_INTERVAL = Duration.ofSeconds(10);

  private final KeyEncryption keyEncryption;
  private final DataKeys dataKeys;
  private final Clock clock;
  private final DataKeyCache cache;
  private final Disposable background;

  /**
   * Creates a vault; close it to stop its background tasks.
   *
   * @param ttl time to live of cached unwrapped keys, at most {@link #MAX_TTL}
   * @param limit maximum number of cached unwrapped keys
   */
  public Vault(
    KeyEncryption keyEncryption,
    DataKeys dataKeys,
    Clock clock,
    Duration ttl,
    int limit,
    MeterRegistry meters
  ) {
    if (ttl.compareTo(MAX_TTL) > 0 || ttl.isNegative() || limit < 1) {
      throw new IllegalArgumentException(
        "the data key cache needs a time to live of 0 to 60 s and a limit of at least 1"
      );
    }
    this.keyEncryption = keyEncryption;
    this.dataKeys = dataKeys;
    this.clock = clock;
    this.cache = new DataKeyCache(clock, ttl, limit, meters);
    this.background = Disposables.composite(
      dataKeys.erasures().subscribe(cache::invalidate),
      PeriodicTask.start("keyfold-vault-eviction", EVICTION_INTERVAL, meters, Mono.fromRunnable(cache::evictExpired))
    );
  }

  /**
   * Seals a secret. The caller still has to close the secret.
   *
   * @param keyId id of the object's data key; null creates a new key, which is durable before this completes
   * @return the ciphertext with the key's id
   */
  public Mono<Sealed> seal(SealContext context, Secret secret, @Nullable String keyId) {
    Mono<NamedCipher> cipher = keyId == null ? createCipher(context) : findCipher(context, keyId);
    return withVaultErrors(cipher.map(named -> seal(context, secret, named)));
  }

  /** Opens a sealed secret in the same context. The caller closes the secret. */
  public Mono<Secret> open(SealContext context, Sealed sealed) {
    return withVaultErrors(findCipher(context, sealed.getKeyId()).map(named -> open(context, sealed, named)));
  }

  /**
   * Erases a data key: the secrets that it sealed become unreadable, here at once and shortly after in other instances.
   */
  public Mono<Void> erase(String keyId) {
    return withVaultErrors(
      Mono.fromRunnable(() -> cache.invalidate(keyId))
        .then(dataKeys.erase(keyId))
        .timeout(TIMEOUT)
    ).doFinally(end -> cache.invalidate(keyId));
  }

  private Mono<NamedCipher> createCipher(SealContext context) {
    return Mono.defer(() -> {
      String keyId = Ids.fresh("key_", clock.instant());
      byte[] plaintext = checked(Reason.UNAVAILABLE, "creating a data key failed", DataKey::generate);
      byte[] associatedData = DataKey.associatedData(context.tenant(), context.objectId(), keyId);
      return keyEncryption
        .wrap(context.tenant(), plaintext, associatedData)
        .flatMap(wrapped -> dataKeys.publish(record(context, keyId, wrapped)))
        .timeout(TIMEOUT)
        .then(Mono.fromCallable(() -> cacheCipher(keyId, plaintext)))
        .doFinally(end -> Arrays.fill(plaintext, (byte) 0));
    });
  }

  /** Looks up the wrapped key each time, even if the plaintext key is cached, so that an erased key never opens. */
  private Mono<NamedCipher> findCipher(SealContext context, String keyId) {
    return dataKeys
      .find(keyId)
      .switchIfEmpty(Mono.error(() -> erased(keyId)))
      .flatMap(key -> {
        if (!DataKey.belongsTo(key, context)) {
          return Mono.error(
            new VaultException(Reason.REFUSED, "data key " + keyId + " belongs to another object", null)
          );
        }
        return Mono.justOrEmpty(cache.find(keyId))
          .map(aead -> new NamedCipher(keyId, aead))
          .switchIfEmpty(Mono.defer(() -> unwrap(context, key)));
      });
  }

  private Mono<NamedCipher> unwrap(SealContext context, WrappedDataKey key) {
    String keyId = key.getKeyId();
    byte[] associatedData = DataKey.associatedData(context.tenant(), context.objectId(), keyId);
    return keyEncryption
      .unwrap(context.tenant(), key.getKekId(), bytes(key.getWrapped()), associatedData)
      .timeout(TIMEOUT)
      .map(plaintext -> {
        try {
          return cacheCipher(keyId, plaintext);
        } finally {
          Arrays.fill(plaintext, (byte) 0);
        }
      });
  }

  private NamedCipher cacheCipher(String keyId, byte[] plaintext) {
    Aead aead = checked(Reason.REFUSED, "data key " + keyId + " is damaged", () -> DataKey.cipher(plaintext));
    cache.put(keyId, aead);
    return new NamedCipher(keyId, aead);
  }

  private WrappedDataKey record(SealContext context, String keyId, KeyEncryption.Wrapped wrapped) {
    return WrappedDataKey.newBuilder()
      .setKeyId(keyId)
      .setTenantId(context.tenant().value())
      .setObjectId(context.objectId())
      .setKekId(wrapped.kekId())
      .setWrapped(ByteBuffer.wrap(wrapped.ciphertext()))
      .setCreatedAt(clock.instant().truncatedTo(ChronoUnit.MICROS))
      .build();
  }

  private static Sealed seal(SealContext context, Secret secret, NamedCipher named) {
    byte[] ciphertext = secret.use(plaintext ->
      checked(Reason.REFUSED, "sealing the secret failed", () ->
        named.aead().encrypt(plaintext, context.associatedData())
      )
    );
    return Sealed.newBuilder()
      .setKeyId(named.keyId())
      .setCiphertext(ByteBuffer.wrap(ciphertext))
      .setPurpose(context.purpose())
      .build();
  }

  private static Secret open(SealContext context, Sealed sealed, NamedCipher named) {
    return checked(Reason.REFUSED, "opening the sealed value failed in this context", () ->
      Secret.takeOver(named.aead().decrypt(bytes(sealed.getCiphertext()), context.associatedData()))
    );
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static <T> Mono<T> withVaultErrors(Mono<T> work) {
    return work.onErrorMap(
      e -> !(e instanceof VaultException),
      e -> new VaultException(Reason.UNAVAILABLE, "key access failed: " + e.getClass().getSimpleName(), e)
    );
  }

  private static VaultException erased(String keyId) {
    return new VaultException(Reason.ERASED, "data key " + keyId + " is erased or unknown", null);
  }

  private static <T> T checked(Reason reason, String message, Cryptography<T> work) {
    try {
      return work.run();
    } catch (GeneralSecurityException e) {
      throw new VaultException(reason, message, e);
    }
  }

  @Override
  public void close() {
    background.dispose();
  }

  private record NamedCipher(String keyId, Aead aead) {}

  @FunctionalInterface
  private interface Cryptography<T> {
    T run() throws GeneralSecurityException;
  }
}
