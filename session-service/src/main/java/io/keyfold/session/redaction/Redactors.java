package io.keyfold.session.redaction;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.keyfold.platform.vault.Vault;
import io.keyfold.session.credentials.Credential;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Caches redactors by credential version and schema, since creating one takes longer than processing most responses.
 * They hold secrets in plaintext, so none is kept longer than the vault keeps the key of the credential. Thread-safe.
 */
public final class Redactors {

  /** Maximum bytes of all cached redactors. */
  private static final long CAPACITY = 64L * 1024 * 1024;

  private final Cache<Key, Redactor> redactors;

  /**
   * Key of a redactor.
   *
   * @param authConfigId the auth config
   * @param credentialVersion version of its value
   * @param schema JSON Schema of the value; null if unknown
   */
  public record Key(String authConfigId, long credentialVersion, @Nullable String schema) {}

  /** Creates an empty cache. */
  public Redactors(MeterRegistry meters) {
    this(meters, Ticker.systemTicker());
  }

  Redactors(MeterRegistry meters, Ticker ticker) {
    redactors = Caffeine.newBuilder()
      .maximumWeight(CAPACITY)
      .weigher((Key key, Redactor redactor) -> redactor.size())
      .expireAfterWrite(Vault.MAX_TTL)
      // The scheduler also evicts redactors that are no longer used.
      .scheduler(Scheduler.systemScheduler())
      .executor(Runnable::run)
      .ticker(ticker)
      .build();
    meters.gauge("keyfold.redactors.size", this, Redactors::size);
    Gauge.builder("keyfold.redactors.capacity", () -> CAPACITY).register(meters);
  }

  /**
   * {@return the cached redactor, or a new one for the credential}
   *
   * @throws TooManySecretsException if the credential is too large to search for
   */
  public Redactor of(Key key, Credential credential) {
    return redactors.get(key, any -> Redactor.of(credential, key.schema()));
  }

  /** {@return bytes of all cached redactors} */
  long size() {
    redactors.cleanUp();
    return redactors
      .policy()
      .eviction()
      .map(eviction -> eviction.weightedSize().orElse(0))
      .orElse(0L);
  }
}
