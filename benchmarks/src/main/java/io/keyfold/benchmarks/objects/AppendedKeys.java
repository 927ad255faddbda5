package io.keyfold.benchmarks.objects;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.vault.DataKeys;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Data keys that are only written: whoever fills the log reads none of them. */
final class AppendedKeys implements DataKeys {

  private final Log log;

  AppendedKeys(Log log) {
    this.log = log;
  }

  /** Completes at once: the keys of a batch are made durable before any of its commands is sent. */
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
    return Mono.error(new UnsupportedOperationException("nothing is erased here"));
  }

  @Override
  public Flux<String> erasures() {
    return Flux.never();
  }
}
