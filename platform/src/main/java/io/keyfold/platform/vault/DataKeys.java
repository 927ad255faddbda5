package io.keyfold.platform.vault;

import io.keyfold.authconfig.keys.WrappedDataKey;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where wrapped data keys are kept, and erased. */
public interface DataKeys {
  /** Keeps a key; completes when it is durable. */
  Mono<Void> publish(WrappedDataKey key);

  /**
   * Looks a key up; completes empty if it is erased or never was. A key that was published before the call is found, in
   * every instance, at the price of a bounded wait on a miss.
   */
  Mono<WrappedDataKey> find(String keyId);

  /** Erases a key for ever; completes when that is durable. Erasing what is not there is no error. */
  Mono<Void> erase(String keyId);

  /** {@return the ids of keys as they are erased, by whatever instance, from subscription on; never ends} */
  Flux<String> erasures();
}
