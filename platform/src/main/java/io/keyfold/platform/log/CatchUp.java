package io.keyfold.platform.log;

import reactor.core.publisher.Mono;

/** Waits for all views of this instance. */
@FunctionalInterface
public interface CatchUp {
  /**
   * Completes when every view has folded all that was on the log when this was called. Bounded; errors with
   * {@code unavailable} if that was not reached in time.
   */
  Mono<Void> caughtUp();
}
