package io.keyfold.platform.log;

import io.keyfold.schema.Command;
import reactor.core.publisher.Mono;

/** The one way to write: append a command and await its outcome. */
@FunctionalInterface
public interface CommandLog {
  /**
   * Appends the command (acks=all) and completes when this instance's own view has folded its outcome, so that what is
   * answered can be read at once. Holds no thread while it waits; never blocks the caller.
   *
   * <p>Errors with {@link io.keyfold.platform.error.ApiException}: the decider's rejection as it is,
   * {@code payload_too_large} (413) for a command above {@link io.keyfold.platform.topic.RecordSizes#COMMAND}, which is not
   * appended, or {@code unavailable} (503 with Retry-After) when no outcome came within the bound, in which case the command
   * may still take effect and the caller repeats it under the same idempotency key.
   *
   * @return the outcome; of a repeated idempotency key the first one
   */
  Mono<Committed> append(Command command);
}
