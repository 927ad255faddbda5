package io.keyfold.platform.vault;

import com.google.crypto.tink.Aead;
import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.id.Ids;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Envelope encryption: each object has a data key of its own, which seals its secrets; the data key is kept wrapped by a
 * key-encryption key of the tenant. Erasing the data key erases every version of the secret, wherever its ciphertext went.
 *
 * <p>Every operation errors with {@link VaultException} only, and within a few seconds.
 */
public final class Vault implements AutoCloseable {

  /** No unwrapped data key is kept in memory for longer. */
  public static final Duration MAX_TTL = Duration.ofSeconds(60);

  /** Of each step but look-ups, which have a bound of their own. Longer than a record takes to be durable after the loss of a broker. */
  private static final Duration BOUND = Duration.ofSeconds(7);

  private static final Duration SWEEP = Duration.ofSeconds(10);

  private final KeyEncryption keyEncryption;
  private final DataKeys dataKeys;
  private final Clock clock;
  private final DataKeyCache cache;
  private final Disposable background;

  /**
   * Makes a vault; close it to end its housekeeping.
   *
   * @param ttl how long unwrapped keys are kept, at most {@link #MAX_TTL}
   * @param limit how many unwrapped keys are kept at once
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
      throw new IllegalArgumentException("data keys are kept for 0 to 60 s, at least one of them");
    }
    this.keyEncryption = keyEncryption;
    this.dataKeys = dataKeys;
    this.clock = clock;
    this.cache = new DataKeyCache(clock, ttl, limit, meters);
    this.background = Disposables.composite(
      dataKeys.erasures().subscribe(cache::drop),
      Flux.interval(SWEEP).subscribe(tick -> cache.dropExpired())
    );
  }

  /**
   * Seals a secret. The secret stays the caller's to close.
   *
   * @param keyId the object's data key; null makes a new one, which is durable before this completes
   * @return the ciphertext with its key's id
   */
  public Mono<Sealed> seal(SealContext context, Secret secret, @Nullable String keyId) {
    Mono<NamedCipher> cipher = keyId == null ? create(context) : existing(context, keyId);
    return guarded(cipher.map(named -> seal(context, secret, named)));
  }

  /** Opens what {@link #seal} made, in the same context. The caller closes the secret. */
  public Mono<Secret> open(SealContext context, Sealed sealed) {
    return guarded(existing(context, sealed.getKeyId()).map(named -> open(context, sealed, named)));
  }

  /** Erases a data key: what it sealed is unreadable from now on in this instance, and shortly in every other. */
  public Mono<Void> erase(String keyId) {
    return guarded(
      Mono.fromRunnable(() -> cache.drop(keyId))
        .then(dataKeys.erase(keyId))
        .timeout(BOUND)
    ).doFinally(end -> cache.drop(keyId));
  }

  private Mono<NamedCipher> create(SealContext context) {
    return Mono.defer(() -> {
      String keyId = Ids.fresh("key_", clock.instant());
      byte[] plaintext = checked(Reason.UNAVAILABLE, "no data key could be made", DataKey::generate);
      byte[] associatedData = DataKey.associatedData(context.tenant(), context.objectId(), keyId);
      return keyEncryption
        .wrap(context.tenant(), plaintext, associatedData)
        .flatMap(wrapped -> dataKeys.publish(record(context, keyId, wrapped)))
        .timeout(BOUND)
        .then(Mono.fromCallable(() -> remember(keyId, plaintext)))
        .doFinally(end -> Arrays.fill(plaintext, (byte) 0));
    });
  }

  /** Asks for the wrapped key each time, also when the cache has the plain one: an erased key must not open. */
  private Mono<NamedCipher> existing(SealContext context, String keyId) {
    return dataKeys
      .find(keyId)
      .switchIfEmpty(Mono.error(() -> erased(keyId)))
      .flatMap(key -> {
        if (!DataKey.belongsTo(key, context)) {
          return Mono.error(new VaultException(Reason.REFUSED, "data key " + keyId + " is not this object's", null));
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
      .timeout(BOUND)
      .map(plaintext -> {
        try {
          return remember(keyId, plaintext);
        } finally {
          Arrays.fill(plaintext, (byte) 0);
        }
      });
  }

  private NamedCipher remember(String keyId, byte[] plaintext) {
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
      checked(Reason.REFUSED, "the secret could not be sealed", () ->
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
    return checked(Reason.REFUSED, "the sealed value does not open in this context", () ->
      Secret.takeOver(named.aead().decrypt(bytes(sealed.getCiphertext()), context.associatedData()))
    );
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }

  private static <T> Mono<T> guarded(Mono<T> work) {
    return work.onErrorMap(
      e -> !(e instanceof VaultException),
      e -> new VaultException(Reason.UNAVAILABLE, "keys are not available: " + e.getClass().getSimpleName(), e)
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
