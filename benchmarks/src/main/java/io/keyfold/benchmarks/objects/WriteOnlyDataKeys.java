package io.keyfold.benchmarks.objects;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.benchmarks.kafka.LogProducer;
import io.keyfold.platform.vault.DataKeys;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Data keys that are written to the log and never read. */
final class WriteOnlyDataKeys implements DataKeys {

  private final LogProducer log;

  WriteOnlyDataKeys(LogProducer log) {
    this.log = log;
  }

  /** Completes immediately; the caller flushes the keys of a batch before it sends the batch's commands. */
  @Override
  public Mono<Void> publish(WrappedDataKey key) {
    return Mono.fromRunnable(() -> log.append(key));
  }

  @Override
  public Mono<WrappedDataKey> find(String keyId) {
    return Mono.empty();
  }

  @Override
  public Mono<Void> erase(String keyId) {
    return Mono.error(new UnsupportedOperationException("data keys cannot be erased here"));
  }

  @Override
  public Flux<String> erasures() {
    return Flux.never();
  }
}
