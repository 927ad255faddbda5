package io.keyfold.session.resolutions;

import io.keyfold.platform.log.State;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.session.cache.SingleFlightCache;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.session.usage.view.KeyedResolution;
import io.keyfold.session.usage.view.ResolutionKeys;
import io.keyfold.usage.UsageRecorded;
import reactor.core.publisher.Mono;

/**
 * Records a resolution once per Idempotency-Key. The credential itself is resolved on every request, so that a revoked
 * one is never released again. Another credential version or another actor gets its own record.
 *
 * <p>Does not use commands, since resolution must work while Kafka is down. It relies on usage records and on this
 * instance's recent resolutions instead. A retry at another instance before the record arrives there is recorded again.
 */
final class IdempotentResolutions {

  private final State records;
  private final SingleFlightCache<KeyedResolution> recent;
  private final UsageSpool spool;

  /**
   * Creates the deduplication.
   *
   * @param records the view of the usage records
   */
  IdempotentResolutions(State records, SingleFlightCache<KeyedResolution> recent, UsageSpool spool) {
    this.records = records;
    this.recent = recent;
    this.spool = spool;
  }

  /** Errors if the request's idempotency key was used for a different request; otherwise completes. */
  Mono<Void> check(WriteRequest write) {
    return write.idempotencyKey() == null
      ? Mono.empty()
      : first(write)
          .doOnNext(first -> first.requireSameRequest(write))
          .then();
  }

  /** {@return whether an earlier record covers this one, so that the request is a retry and no further use} */
  Mono<Boolean> isRecorded(WriteRequest write, UsageRecorded record) {
    return Mono.justOrEmpty(KeyedResolution.of(record))
      .flatMap(requested -> first(write).filter(first -> first.covers(requested)))
      .hasElement();
  }

  private Mono<KeyedResolution> first(WriteRequest write) {
    return Mono.defer(() ->
      recent
        .find(name(write))
        .map(Mono::onErrorComplete)
        .orElseGet(() -> recorded(write))
    );
  }

  /**
   * {@return the recorded resolution: this one, or an earlier one that covers it}
   *
   * @param record the record, with the request's idempotency key
   */
  Mono<KeyedResolution> record(WriteRequest write, UsageRecorded record) {
    KeyedResolution requested = KeyedResolution.of(record).orElseThrow();
    Mono<KeyedResolution> written = spool.append(record).thenReturn(requested);
    return recent.join(name(write), recorded(write).switchIfEmpty(written)).flatMap(first -> {
      first.requireSameRequest(write);
      String variant = "%s %s %s %s".formatted(
        name(write),
        requested.actorId(),
        requested.authConfigId(),
        requested.credentialVersion()
      );
      return first.covers(requested)
        ? Mono.just(first)
        : recent.join(
            variant,
            recorded(write)
              .filter(last -> last.covers(requested))
              .switchIfEmpty(written)
          );
    });
  }

  private Mono<KeyedResolution> recorded(WriteRequest write) {
    return Mono.defer(() -> Mono.justOrEmpty(ResolutionKeys.find(records, write)));
  }

  private static String name(WriteRequest write) {
    return write.tenant() + " " + write.idempotencyKey();
  }
}
