package io.keyfold.platform.testing;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.vault.DataKeys;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Data keys in a map. */
public final class InMemoryDataKeys implements DataKeys {

  private final Map<String, WrappedDataKey> keys = new ConcurrentHashMap<>();
  private final Sinks.Many<String> erasures = Sinks.many().multicast().directBestEffort();

  @Override
  public Mono<Void> publish(WrappedDataKey key) {
    return Mono.fromRunnable(() -> keys.put(key.getKeyId(), key));
  }

  @Override
  public Mono<WrappedDataKey> find(String keyId) {
    return Mono.fromSupplier(() -> keys.get(keyId));
  }

  @Override
  public Mono<Void> erase(String keyId) {
    return Mono.fromRunnable(() -> {
      keys.remove(keyId);
      erasures.tryEmitNext(keyId);
    });
  }

  @Override
  public Flux<String> erasures() {
    return erasures.asFlux();
  }

  /** {@return the ids of the stored keys} */
  public Set<String> ids() {
    return Set.copyOf(keys.keySet());
  }
}
