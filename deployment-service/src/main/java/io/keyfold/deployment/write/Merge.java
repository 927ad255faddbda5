package io.keyfold.deployment.write;

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
 * Writes a PATCH: merges what was sent with what the view shows, guarded by the version that it was merged with. Somebody
 * else's change in between fails the guard; without an If-Match the merge is made anew, a few times, so that two callers who
 * change different fields both have their way.
 */
public final class Merge {

  private static final int ATTEMPTS = 4;

  private final View view;
  private final Writer writer;

  /** Merges with what the view shows. */
  public Merge(View view, Writer writer) {
    this.view = view;
    this.writer = writer;
  }

  /**
   * {@return the outcome}
   *
   * @param request the caller's; its expected version is If-Match
   * @param key the object; nothing there errors with 404
   * @param entity the object's type, for errors
   * @param version the object's version
   * @param command makes the command from the object and the guarded request
   */
  public <T> Mono<Committed> write(
    WriteRequest request,
    Key<T> key,
    String entity,
    ToLongFunction<T> version,
    BiFunction<T, WriteRequest, Mono<? extends Command>> command
  ) {
    Mono<Committed> once = writer.write(request, () ->
      base(request, key, version)
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(entity, key.id())))
        .flatMap(current -> command.apply(current, expecting(request, version.applyAsLong(current))))
    );
    return request.expectedVersion() == null
      ? once.retryWhen(
          Retry.max(ATTEMPTS - 1)
            .filter(Merge::stale)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure())
        )
      : once;
  }

  /** The object; where the caller has seen a newer one than the view, after the view has caught up. */
  private <T> Mono<T> base(WriteRequest request, Key<T> key, ToLongFunction<T> version) {
    Long expected = request.expectedVersion();
    Mono<T> now = view.await(key);
    if (expected == null) {
      return now;
    }
    return now
      .flatMap(current ->
        version.applyAsLong(current) < expected
          ? view.caughtUp(key.tenant()).then(Mono.defer(() -> Mono.justOrEmpty(view.find(key))))
          : Mono.just(current)
      )
      .doOnNext(current -> {
        if (version.applyAsLong(current) != expected) {
          throw ApiException.of(
            ErrorCode.PRECONDITION_FAILED,
            "The object is at version " + version.applyAsLong(current) + ": read it again and repeat the change"
          );
        }
      });
  }

  private static boolean stale(Throwable error) {
    return error instanceof ApiException refused && refused.code() == ErrorCode.PRECONDITION_FAILED;
  }

  private static WriteRequest expecting(WriteRequest request, long version) {
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
