package io.keyfold.platform.log;

import io.keyfold.platform.id.TenantId;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * One topic, folded into a local store in every instance. {@link #find} and {@link #scan} read the store as it is, in
 * microseconds, also while Kafka is down.
 */
public interface View extends State {
  /**
   * Looks the key up, and if nothing is there waits, bounded, until the view has passed the log's current end, and looks
   * again: a fresh id of another service is never refused, and hits pay nothing. Completes empty if there is nothing. Errors
   * with {@code unavailable} where the end was not reached in time: "not found" would deny what was answered elsewhere.
   */
  default <T> Mono<T> await(Key<T> key) {
    return await(key.tenant().value(), state -> state.find(key));
  }

  /**
   * The same for any look-up.
   *
   * @param recordKey the Kafka key of the records that would make the look-up find something; for events, the tenant
   * @param lookUp reads the state; called once, or twice after a miss
   */
  <T> Mono<T> await(String recordKey, Function<State, Optional<T>> lookUp);

  /**
   * Completes when the view has passed what was the end of the log when it was called. Bounded; errors with
   * {@code unavailable} if that was not reached in time.
   *
   * @param recordKey the Kafka key whose partition is meant; for events, the tenant
   */
  Mono<Void> caughtUp(String recordKey);

  /** Completes as {@link #caughtUp(String)} does, once it is so for every partition: where the record's key is not known. */
  Mono<Void> caughtUp();

  /** Tells each record after it is folded, on the view's thread: the listener must be quick and must not throw. */
  void listen(FoldedListener listener);

  /** Completes as {@link #caughtUp(String)} does, for the tenant's own partition. */
  default Mono<Void> caughtUp(TenantId tenant) {
    return caughtUp(tenant.value());
  }
}
