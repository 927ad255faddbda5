package io.keyfold.platform.vault;

import io.keyfold.authconfig.keys.WrappedDataKey;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Stores and erases wrapped data keys. */
public interface DataKeys {
  /** Stores a key; completes when it is durable. */
  Mono<Void> publish(WrappedDataKey key);

  /**
   * Finds a key; completes empty if it was erased or never existed. Finds every key that was published before the call,
   * in every instance; a miss therefore waits, with a timeout.
   */
  Mono<WrappedDataKey> find(String keyId);

  /** Erases a key permanently; completes when that is durable. Idempotent. */
  Mono<Void> erase(String keyId);

  /** {@return the ids of keys that any instance erases after the subscription; never completes} */
  Flux<String> erasures();
}
