package io.keyfold.platform.log;

import io.keyfold.schema.Command;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** How a request handler writes: once, however often the caller repeats the request. */
@FunctionalInterface
public interface Writer {
  /**
   * Answers the first outcome if the request's idempotency key was used before by an equal request; else makes the
   * command and appends it.
   *
   * @param request the caller's request
   * @param command checks what the edge can check, seals secrets, and makes the command; not subscribed to for a repetition,
   *     so that a check which would fail now does not hide what was answered then
   */
  Mono<Committed> write(WriteRequest request, Supplier<Mono<? extends Command>> command);
}
