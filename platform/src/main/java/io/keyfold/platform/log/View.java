package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * A read model of one topic, folded into a local store in every instance. {@link #find} and {@link #scan} read the
 * store in microseconds, also while Kafka is down.
 */
public interface View extends State {
  /**
   * Looks up the key. If it is missing, waits until the view has reached the log's current end offset and looks again.
   * New ids of other services are therefore found, and hits cost nothing extra. Completes empty if there is no object.
   * Errors with {@code unavailable} if the end offset is not reached within the timeout, since "not found" could then
   * be wrong.
   */
  default <T> Mono<T> await(Key<T> key) {
    return await(key.tenant().value(), state -> state.find(key));
  }

  /**
   * Does the same for any lookup.
   *
   * @param recordKey the Kafka key of the records that the lookup depends on; for events, the tenant
   * @param lookUp reads the state; called once, or twice after a miss
   */
  <T> Mono<T> await(String recordKey, Function<State, Optional<T>> lookUp);

  /**
   * Completes when the view has reached the end offset that the log had at the time of the call. Errors with
   * {@code unavailable} after the timeout.
   *
   * @param recordKey the Kafka key that selects the partition; for events, the tenant
   */
  Mono<Void> caughtUp(String recordKey);

  /** Does the same as {@link #caughtUp(String)} for all partitions, if the record's key is not known. */
  Mono<Void> caughtUp();

  /**
   * {@return the number of partitions of the view's topic} Errors with {@code unavailable} while it is not known. A view
   * that is not read from Kafka has one.
   */
  default int partitions() {
    return 1;
  }

  /** Registers a listener for folded records. It runs on the view's thread, so it must be fast and must not throw. */
  void listen(FoldedListener listener);

  /** Does the same as {@link #caughtUp(String)} for the tenant's partition. */
  default Mono<Void> caughtUp(TenantId tenant) {
    return caughtUp(tenant.value());
  }
}
