package io.keyfold.platform.vault;

import io.keyfold.platform.id.TenantId;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import reactor.core.publisher.Mono;

/** Measures every use of a key-encryption key as {@code keyfold.vault.kek}, by operation and outcome. */
public final class MeteredKeyEncryption implements KeyEncryption {

  private final KeyEncryption delegate;
  private final MeterRegistry meters;

  /** Decorates another implementation. */
  public MeteredKeyEncryption(KeyEncryption delegate, MeterRegistry meters) {
    this.delegate = delegate;
    this.meters = meters;
  }

  @Override
  public Mono<Wrapped> wrap(TenantId tenant, byte[] dataKey, byte[] associatedData) {
    return timed("wrap", delegate.wrap(tenant, dataKey, associatedData));
  }

  @Override
  public Mono<byte[]> unwrap(TenantId tenant, String kekId, byte[] wrapped, byte[] associatedData) {
    return timed("unwrap", delegate.unwrap(tenant, kekId, wrapped, associatedData));
  }

  private <T> Mono<T> timed(String operation, Mono<T> work) {
    return Mono.defer(() -> {
      Timer.Sample sample = Timer.start(meters);
      return work.doOnEach(signal -> {
        if (signal.isOnNext() || signal.isOnError()) {
          String outcome = signal.isOnNext() ? "ok" : "failed";
          sample.stop(meters.timer("keyfold.vault.kek", "operation", operation, "outcome", outcome));
        }
      });
    });
  }
}
