package io.keyfold.session.sessions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.schema.Command;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes a PATCH that was merged with what the view shows, guarded by the version of that. Where the caller named no
 * version, somebody else's change in between makes it merge anew, so that two callers who change different fields both have
 * their way.
 */
final class Patch {

  private static final int REPEATS = 3;

  private final View view;
  private final Writer writer;

  Patch(View view, Writer writer) {
    this.view = view;
    this.writer = writer;
  }

  <T> Mono<Committed> write(
    WriteRequest request,
    Key<T> key,
    String entity,
    ToLongFunction<T> version,
    BiFunction<T, WriteRequest, ? extends Command> command
  ) {
    Long expected = request.expectedVersion();
    Mono<Committed> once = writer.write(request, () ->
      view
        .await(key)
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(entity, key.id())))
        .map(current ->
          command.apply(current, guarded(request, expected == null ? version.applyAsLong(current) : expected))
        )
    );
    return expected == null
      ? once.retryWhen(
          Retry.max(REPEATS)
            .filter(e -> e instanceof ApiException refused && refused.code() == ErrorCode.PRECONDITION_FAILED)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure())
        )
      : once;
  }

  private static WriteRequest guarded(WriteRequest request, long version) {
    return new WriteRequest(
      request.tenant(),
      request.actor(),
      request.requestId(),
      request.at(),
      request.idempotencyKey(),
      request.requestHash(),
      version
    );
  }
}
