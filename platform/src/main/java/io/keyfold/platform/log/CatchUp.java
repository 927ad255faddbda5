package io.keyfold.platform.log;

import reactor.core.publisher.Mono;

/** Waits until all views of this instance have caught up with the log. */
@FunctionalInterface
public interface CatchUp {
  /**
   * Completes when every view has folded all records that were on the log at the time of the call. The wait has a
   * timeout, after which it errors with {@code unavailable}.
   */
  Mono<Void> caughtUp();
}
