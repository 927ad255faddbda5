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
 * Keeps redactors between calls, one for each version of a credential and schema, since making one takes longer than most
 * answers do. They hold secrets in plain text: none is kept longer than the vault keeps the key that opens the credential.
 * Thread-safe.
 */
public final class Redactors {

  /** Bytes, of all redactors that are kept. */
  private static final long CAPACITY = 64L * 1024 * 1024;

  private final Cache<Key, Redactor> redactors;

  /**
   * What a redactor is for.
   *
   * @param authConfigId the auth config
   * @param credentialVersion the version of its value
   * @param schema JSON Schema of the value; null if it is not known
   */
  public record Key(String authConfigId, long credentialVersion, @Nullable String schema) {}

  /** Keeps none yet. */
  public Redactors(MeterRegistry meters) {
    this(meters, Ticker.systemTicker());
  }

  Redactors(MeterRegistry meters, Ticker ticker) {
    redactors = Caffeine.newBuilder()
      .maximumWeight(CAPACITY)
      .weigher((Key key, Redactor redactor) -> redactor.size())
      .expireAfterWrite(Vault.MAX_TTL)
      // What nobody asks for any more goes as well.
      .scheduler(Scheduler.systemScheduler())
      .executor(Runnable::run)
      .ticker(ticker)
      .build();
    meters.gauge("keyfold.redactors.size", this, Redactors::size);
    Gauge.builder("keyfold.redactors.capacity", () -> CAPACITY).register(meters);
  }

  /**
   * {@return the redactor, made of the credential if there is none}
   *
   * @throws TooManySecretsException if the credential is larger than can be looked for
   */
  public Redactor of(Key key, Credential credential) {
    return redactors.get(key, any -> Redactor.of(credential, key.schema()));
  }

  /** {@return how many bytes those that are kept take} */
  long size() {
    redactors.cleanUp();
    return redactors
      .policy()
      .eviction()
      .map(eviction -> eviction.weightedSize().orElse(0))
      .orElse(0L);
  }
}
