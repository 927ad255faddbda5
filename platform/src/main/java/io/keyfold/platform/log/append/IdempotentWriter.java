package io.keyfold.platform.log.append;

import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.idempotency.FirstOutcome;
import io.keyfold.platform.log.idempotency.Idempotency;
import io.keyfold.schema.Command;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Answers a retried request from the view if possible, without a write to the log. If the view does not know the
 * idempotency key yet, the decide task detects the repetition.
 */
public final class IdempotentWriter implements Writer {

  private final CommandLog log;
  private final State state;

  /**
   * Creates a writer to the log.
   *
   * @param state the view over the service's own events
   */
  public IdempotentWriter(CommandLog log, State state) {
    this.log = log;
    this.state = state;
  }

  @Override
  public Mono<Committed> write(WriteRequest request, Supplier<Mono<? extends Command>> command) {
    return Mono.defer(() -> {
      FirstOutcome first = Idempotency.find(state, request.tenant(), request.idempotencyKey(), request.at()).orElse(
        null
      );
      if (first == null) {
        return Mono.defer(command).flatMap(log::append);
      }
      first.requireSameRequest(request);
      return FirstOutcomes.result(first);
    });
  }
}
