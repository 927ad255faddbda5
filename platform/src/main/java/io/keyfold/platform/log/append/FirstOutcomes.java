package io.keyfold.platform.log.append;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.idempotency.FirstOutcome;
import reactor.core.publisher.Mono;

/** Converts outcomes into results for the caller. */
final class FirstOutcomes {

  private FirstOutcomes() {}

  static Mono<Committed> result(FirstOutcome outcome) {
    Rejection rejection = outcome.rejection();
    return rejection == null ? Mono.just(new Committed(outcome.objectId(), true)) : Mono.error(error(rejection));
  }

  static ApiException error(Rejection rejection) {
    return rejection.path().isEmpty()
      ? ApiException.of(rejection.code(), rejection.message())
      : ApiException.field(rejection.code(), rejection.message(), rejection.path());
  }
}
