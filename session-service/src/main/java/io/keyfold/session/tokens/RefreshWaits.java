package io.keyfold.session.tokens;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.View;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Waits for the refresh of grants. All callers of one grant on this instance share one wait, which the record of the
 * result releases, all at once. Thread-safe.
 */
final class RefreshWaits {

  private final Map<String, Wait> waits = new ConcurrentHashMap<>();
  private final AtomicInteger callers = new AtomicInteger();
  private final TokenProperties properties;
  private final View tokens;
  private final Scheduler scheduler;

  /**
   * Creates waits on a view.
   *
   * @param scheduler releases the callers, since the view's thread must not run them
   */
  RefreshWaits(TokenProperties properties, View tokens, Scheduler scheduler, MeterRegistry meters) {
    this.properties = properties;
    this.tokens = tokens;
    this.scheduler = scheduler;
    Gauge.builder("keyfold.tokens.refreshing", waits, Map::size).register(meters);
    Gauge.builder("keyfold.tokens.refreshing.limit", properties, TokenProperties::maxRefreshes).register(meters);
    Gauge.builder("keyfold.tokens.waiting", callers, AtomicInteger::get).register(meters);
    tokens.listen((key, value, headers) -> folded(key));
  }

  private record Wait(
    GrantRef grant,
    Predicate<Optional<GrantToken>> isResult,
    Sinks.One<Optional<GrantToken>> result
  ) {}

  /**
   * {@return the state of the grant that ends the wait; empty if the grant was erased} Errors with {@code unavailable} if
   * there are too many waits, and with what the start errors with.
   *
   * @param isResult whether a state of the grant ends the wait
   * @param start starts the refresh; subscribed to by the first caller, after the wait is registered
   */
  Mono<Optional<GrantToken>> join(GrantRef grant, Predicate<Optional<GrantToken>> isResult, Mono<Void> start) {
    return Mono.defer(() -> shared(grant, isResult, start).result().asMono())
      .doOnSubscribe(subscribed -> callers.incrementAndGet())
      .doFinally(end -> callers.decrementAndGet());
  }

  private Wait shared(GrantRef grant, Predicate<Optional<GrantToken>> isResult, Mono<Void> start) {
    Wait own = new Wait(grant, isResult, Sinks.one());
    Wait other;
    synchronized (this) {
      other = waits.get(grant.recordKey());
      if (other == null) {
        if (waits.size() >= properties.maxRefreshes()) {
          throw ApiException.of(ErrorCode.UNAVAILABLE, "Too many refreshes are awaited; retry later");
        }
        waits.put(grant.recordKey(), own);
      }
    }
    if (other != null) {
      return other;
    }
    begin(own, start);
    return own;
  }

  /** Goes on when callers leave, within the timeout: the refresh does so, too. */
  private void begin(Wait wait, Mono<Void> start) {
    start
      .then(Mono.<Void>fromRunnable(() -> look(wait)))
      .then(wait.result().asMono())
      .timeout(properties.refreshTimeout())
      .onErrorMap(TimeoutException.class, e -> timedOut(wait.grant()))
      .doFinally(end -> waits.remove(wait.grant().recordKey(), wait))
      .subscribe(done -> {}, wait.result()::tryEmitError);
  }

  private void folded(String key) {
    Wait wait = waits.get(key);
    if (wait != null) {
      scheduler.schedule(() -> look(wait));
    }
  }

  private void look(Wait wait) {
    Optional<GrantToken> now = tokens.find(GrantToken.key(wait.grant().tenant(), wait.grant().authConfigId()));
    if (wait.isResult().test(now)) {
      // A record that is folded twice emits twice.
      wait.result().tryEmitValue(now);
    }
  }

  private ApiException timedOut(GrantRef grant) {
    return ApiException.about(
      ErrorCode.OAUTH_TOKEN_REFRESH_FAILED,
      TokenErrors.ENTITY,
      grant.authConfigId(),
      "The access token was not refreshed within " + properties.refreshTimeout().toMillis() + " ms: retry the request"
    );
  }
}
