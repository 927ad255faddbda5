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
 * Records what is handed out under an Idempotency-Key once. The credential itself is resolved afresh each time, so that one that was
 * revoked is not handed out again; another version of it, or another actor, is another record.
 *
 * <p>Not by a command: resolving goes on while Kafka is down. So the memory is the record of use itself, and what was just
 * recorded here. A repetition at another instance, within the moment that the record takes there, is recorded again.
 */
final class IdempotentResolutions {

  private final State records;
  private final SingleFlightCache<KeyedResolution> recent;
  private final UsageSpool spool;

  /**
   * Remembers what is on record.
   *
   * @param records the view over the records of use
   */
  IdempotentResolutions(State records, SingleFlightCache<KeyedResolution> recent, UsageSpool spool) {
    this.records = records;
    this.recent = recent;
    this.spool = spool;
  }

  /** Completes unless the request's key, if it has one, was used for another request: errors with that. */
  Mono<Void> check(WriteRequest write) {
    return write.idempotencyKey() == null
      ? Mono.empty()
      : Mono.defer(() ->
          recent
            .find(name(write))
            .map(Mono::onErrorComplete)
            .orElseGet(() -> onRecord(write))
        )
          .doOnNext(first -> first.requireSameRequest(write))
          .then();
  }

  /**
   * {@return what is on record of the resolution: this, or the one before that tells of it}
   *
   * @param record with the request's idempotency key
   */
  Mono<KeyedResolution> record(WriteRequest write, UsageRecorded record) {
    KeyedResolution asked = KeyedResolution.of(record).orElseThrow();
    Mono<KeyedResolution> written = spool.append(record).thenReturn(asked);
    return recent.join(name(write), onRecord(write).switchIfEmpty(written)).flatMap(first -> {
      first.requireSameRequest(write);
      String other = "%s %s %s %s".formatted(
        name(write),
        asked.actorId(),
        asked.authConfigId(),
        asked.credentialVersion()
      );
      return first.covers(asked)
        ? Mono.just(first)
        : recent.join(
            other,
            onRecord(write)
              .filter(last -> last.covers(asked))
              .switchIfEmpty(written)
          );
    });
  }

  private Mono<KeyedResolution> onRecord(WriteRequest write) {
    return Mono.defer(() -> Mono.justOrEmpty(ResolutionKeys.find(records, write)));
  }

  private static String name(WriteRequest write) {
    return write.tenant() + " " + write.idempotencyKey();
  }
}
