package io.keyfold.authconfig.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.authconfig.commands.RecordRevocation;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.append.ResultLog;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Revokes the tokens of archived grants, and of consents that were never bound to a user, at the provider, with retries,
 * and records the end. The tokens are not handed out meanwhile. Runs do not overlap.
 */
final class Revocations {

  private static final Logger LOG = LoggerFactory.getLogger(Revocations.class);

  /** Maximum number of revocations in progress. */
  private static final int CONCURRENCY = 20;

  /** Maximum number of grants whose failed calls are remembered; others are tried again at once. */
  private static final int MAX_REMEMBERED = 10_000;

  private static final Duration FIRST_RETRY = Duration.ofSeconds(5);
  private static final Duration LAST_RETRY = Duration.ofMinutes(30);

  private final GrantsDue due;
  private final RevocationCall call;
  private final ResultLog log;
  private final RefreshCommands commands;
  private final RefreshProperties properties;
  private final RefreshMetrics metrics;
  private final InstantSource clock;
  private final Set<String> running = ConcurrentHashMap.newKeySet();
  private final Cache<String, Failed> failed = Caffeine.newBuilder()
    .maximumSize(MAX_REMEMBERED)
    .expireAfterWrite(LAST_RETRY.multipliedBy(2))
    .executor(Runnable::run)
    .build();

  private record Failed(int attempts, Instant retryAt) {}

  Revocations(
    GrantsDue due,
    RevocationCall call,
    ResultLog log,
    RefreshCommands commands,
    RefreshProperties properties,
    RefreshMetrics metrics,
    InstantSource clock
  ) {
    this.due = due;
    this.call = call;
    this.log = log;
    this.commands = commands;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Looks once; the calls go on in the background. Does nothing while the view catches up. */
  void run() {
    Instant now = clock.instant();
    try {
      due.visit(RefreshQueue.REVOKING, now, grant -> {
        Revocation.next(grant).ifPresent(due -> start(due, now));
        return running.size() < CONCURRENCY;
      });
    } catch (ApiException e) {
      if (e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
    }
  }

  private void start(Revocation due, Instant now) {
    Failed before = failed.getIfPresent(due.key());
    if ((before == null || !now.isBefore(before.retryAt())) && running.add(due.key())) {
      revoke(due, before == null ? 0 : before.attempts(), now);
    }
  }

  private void revoke(Revocation due, int attempts, Instant now) {
    call
      .make(due)
      .flatMap(outcome -> ended(due, attempts + 1, outcome, now))
      .doFinally(end -> running.remove(due.key()))
      .subscribe(
        done -> {},
        e ->
          LOG.atError().setCause(e).addKeyValue("auth_config", due.grant().id()).log("a revocation failed unexpectedly")
      );
  }

  private Mono<Void> ended(Revocation due, int attempts, RevocationCall.Outcome outcome, Instant now) {
    return switch (outcome) {
      case RevocationCall.Outcome.Answered(RevocationResult.Revoked _) -> record(due, "revoked", attempts, null);
      case RevocationCall.Outcome.Answered(RevocationResult.NotOffered _) -> record(due, "not_supported", 0, null);
      case RevocationCall.Outcome.Answered(RevocationResult.Rejected rejected) -> record(
        due,
        "failed",
        attempts,
        RefreshProblem.of(rejected.error(), rejected.description())
      );
      case RevocationCall.Outcome.Answered(RevocationResult.Transient later) -> again(
        due,
        attempts,
        RefreshProblem.of(later.failure(), later.retryAfter()),
        now
      );
      case RevocationCall.Outcome.Impossible(String code, String message) -> record(
        due,
        "failed",
        attempts - 1,
        RefreshProblem.of(code, message)
      );
      case RevocationCall.Outcome.Unavailable _ -> again(
        due,
        attempts - 1,
        RefreshProblem.of("credential_unavailable", null),
        now
      );
    };
  }

  private Mono<Void> again(Revocation due, int attempts, RefreshProblem problem, Instant now) {
    if (!now.isBefore(due.since().plus(properties.revocationPeriod()))) {
      return record(due, "failed", attempts, problem);
    }
    Duration pause = FIRST_RETRY.multipliedBy(1L << Math.min(attempts, 12));
    Duration limited = pause.compareTo(LAST_RETRY) > 0 ? LAST_RETRY : pause;
    Duration wanted = problem.retryAfter();
    Duration wait = wanted != null && wanted.compareTo(limited) > 0 ? wanted : limited;
    failed.put(due.key(), new Failed(attempts, now.plus(wait)));
    metrics.revocation("retried");
    return Mono.empty();
  }

  private Mono<Void> record(Revocation due, String outcome, int attempts, @Nullable RefreshProblem problem) {
    RecordRevocation command = commands.revocation(due, outcome, attempts, problem);
    return log
      .append(command)
      .doOnNext(recorded -> {
        failed.invalidate(due.key());
        metrics.revocation(outcome);
      })
      .then();
  }
}
