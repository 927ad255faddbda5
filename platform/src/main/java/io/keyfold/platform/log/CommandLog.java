package io.keyfold.platform.log;

import io.keyfold.schema.Command;
import reactor.core.publisher.Mono;

/** Appends commands to the log and waits for their outcome. All writes go through it. */
@FunctionalInterface
public interface CommandLog {
  /**
   * Appends the command (acks=all) and completes when this instance's view has folded its outcome, so the caller can
   * read its own write. Never blocks; holds no thread while waiting.
   *
   * <p>Errors with {@link io.keyfold.platform.error.ApiException}:
   * <ul>
   * <li>the decider's rejection, unchanged;
   * <li>{@code payload_too_large} (413) for a command above {@link io.keyfold.platform.topic.RecordSizes#COMMAND},
   * which is not appended;
   * <li>{@code unavailable} (503 with Retry-After) when the outcome is not known within the timeout. The command may
   * still take effect; the caller retries with the same idempotency key.
   * </ul>
   *
   * @return the outcome; for a repeated idempotency key, the first outcome
   */
  Mono<Committed> append(Command command);
}
