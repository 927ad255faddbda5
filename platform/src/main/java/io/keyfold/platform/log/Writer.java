package io.keyfold.platform.log;

import io.keyfold.schema.Command;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Writes on behalf of request handlers; a retried request takes effect once. */
@FunctionalInterface
public interface Writer {
  /**
   * Returns the first outcome if an equal request used the idempotency key before; otherwise creates the command and
   * appends it.
   *
   * @param request the caller's request
   * @param command validates, seals secrets and creates the command. Not subscribed to for a retry, so that a check
   *     which fails now does not hide the first outcome.
   */
  Mono<Committed> write(WriteRequest request, Supplier<Mono<? extends Command>> command);
}
