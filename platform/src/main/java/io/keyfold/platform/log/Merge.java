package io.keyfold.platform.log;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.Command;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Applies a PATCH: merges the request with the object in the view, guarded by the object's version (optimistic
 * locking). If the object changes in between, the guard fails. Without an If-Match, the merge is then retried up to
 * three times, so concurrent callers can change different fields.
 */
public final class Merge {

  private static final int ATTEMPTS = 4;

  private final View view;
  private final Writer writer;

  /** Creates a merge on the objects of the view. */
  public Merge(View view, Writer writer) {
    this.view = view;
    this.writer = writer;
  }

  /**
   * {@return the outcome}
   *
   * @param request the caller's request; its expected version is the If-Match
   * @param key the object's key; errors with 404 if it does not exist
   * @param entity the object's type, for error messages
   * @param version the object's version
   * @param command creates the command from the object and the guarded request
   */
  public <T> Mono<Committed> write(
    WriteRequest request,
    Key<T> key,
    String entity,
    ToLongFunction<T> version,
    BiFunction<T, WriteRequest, Mono<? extends Command>> command
  ) {
    Mono<Committed> attempt = writer.write(request, () ->
      base(request, key, version)
        .switchIfEmpty(Mono.error(() -> ApiException.notFound(entity, key.id())))
        .flatMap(current -> command.apply(current, request.expecting(version.applyAsLong(current))))
    );
    return request.expectedVersion() == null
      ? attempt.retryWhen(
          Retry.max(ATTEMPTS - 1)
            .filter(ErrorCode.PRECONDITION_FAILED::isCodeOf)
            .onRetryExhaustedThrow((spec, signal) -> signal.failure())
        )
      : attempt;
  }

  /** Reads the object, and waits for the view to catch up if the caller has seen a newer version. */
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
            "The object is at version " + version.applyAsLong(current) + ": read it again and retry the change"
          );
        }
      });
  }
}
