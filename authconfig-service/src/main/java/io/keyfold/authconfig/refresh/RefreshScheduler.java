package io.keyfold.authconfig.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.schema.Command;
import io.keyfold.schema.RefreshTrigger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * Starts refreshes that are due, the most urgent first, and retries those whose executor died. It decides nothing: the
 * decider accepts one refresh of a version at a time, whoever starts it. Runs do not overlap.
 */
final class RefreshScheduler {

  private static final Duration REJECTED_PAUSE = Duration.ofMinutes(1);
  private static final Duration CLOCK_SKEW = Duration.ofHours(1);
  private static final int MAX_REMEMBERED = 10_000;

  private final GrantsDue due;
  private final DueRefresh times;
  private final Orphans orphans;
  private final RunningRefreshes running;
  private final ProviderBreakers breakers;
  private final RefreshCommands commands;
  private final CommandLog log;
  private final RefreshProperties properties;
  private final RefreshMetrics metrics;
  private final InstantSource clock;

  /** Grants whose command is on its way, with their provider. */
  private final Map<String, String> starting = new ConcurrentHashMap<>();

  private final Cache<String, Boolean> rejected = Caffeine.newBuilder()
    .maximumSize(MAX_REMEMBERED)
    .expireAfterWrite(REJECTED_PAUSE)
    .executor(Runnable::run)
    .build();

  RefreshScheduler(
    GrantsDue due,
    Orphans orphans,
    RunningRefreshes running,
    ProviderBreakers breakers,
    RefreshCommands commands,
    CommandLog log,
    RefreshProperties properties,
    RefreshMetrics metrics,
    InstantSource clock
  ) {
    this.due = due;
    this.orphans = orphans;
    this.times = new DueRefresh(properties);
    this.running = running;
    this.breakers = breakers;
    this.commands = commands;
    this.log = log;
    this.properties = properties;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** Looks once; the commands go on in the background. Does nothing while the view catches up. */
  void run() {
    Instant now = clock.instant();
    try {
      // A lease may be stamped by a clock that is ahead.
      orphans(now.plus(CLOCK_SKEW));
      due.visit(RefreshQueue.EXPIRING, times.horizon(now), grant ->
        start(grant, RefreshTrigger.SCHEDULED, tokens -> times.isExpiring(grant.id(), tokens, now))
      );
      due.visit(RefreshQueue.RETRYING, now, grant -> start(grant, RefreshTrigger.SCHEDULED, tokens -> true));
      due.visit(RefreshQueue.IDLE, times.idleHorizon(now), grant ->
        start(grant, RefreshTrigger.IDLE, tokens -> times.isIdle(tokens, now))
      );
    } catch (ApiException e) {
      if (e.code() != ErrorCode.UNAVAILABLE) {
        throw e;
      }
    }
  }

  private void orphans(Instant now) {
    due.visit(RefreshQueue.OPEN, now, grant -> {
      Lease lease = grant.lease();
      if (
        lease != null &&
        !running.executes(lease.attemptId()) &&
        !starting.containsKey(grant.id()) &&
        orphans.isOrphan(lease.attemptId(), grant, due.partitions()) &&
        running.orphan(lease.attemptId())
      ) {
        append(grant, "orphan", commands.restart(grant, lease.attemptId()));
      }
      return orphans.size() < MAX_REMEMBERED && starting.size() < properties.maxCalls();
    });
    orphans.runEnded();
  }

  private boolean start(TokenState grant, RefreshTrigger trigger, Predicate<SealedTokens> isDue) {
    if (running.size() + starting.size() >= properties.maxCalls()) {
      return false;
    }
    String provider = grant.providerId();
    int inProgress = running.atProvider(provider) + startingAt(provider);
    int limit = Math.min(properties.maxScheduledPerProvider(), breakers.allowance(provider));
    boolean wanted =
      inProgress < limit &&
      !starting.containsKey(grant.id()) &&
      rejected.getIfPresent(key(grant)) == null &&
      isDue.test(Objects.requireNonNull(grant.tokens()));
    if (wanted) {
      append(grant, "refresh", commands.start(grant, trigger));
    }
    return true;
  }

  private int startingAt(String provider) {
    return (int) starting.values().stream().filter(provider::equals).count();
  }

  private void append(TokenState grant, String kind, Command command) {
    starting.put(grant.id(), grant.providerId());
    log
      .append(command)
      .doOnNext(done -> metrics.scheduled(kind, "accepted"))
      .onErrorResume(e -> {
        boolean refused = e instanceof ApiException api && api.code() != ErrorCode.UNAVAILABLE;
        metrics.scheduled(kind, refused ? "rejected" : "unavailable");
        if (refused) {
          rejected.put(key(grant), true);
        }
        return Mono.empty();
      })
      .doFinally(end -> starting.remove(grant.id()))
      .subscribe();
  }

  private static String key(TokenState grant) {
    return grant.id() + "/" + grant.version();
  }
}
