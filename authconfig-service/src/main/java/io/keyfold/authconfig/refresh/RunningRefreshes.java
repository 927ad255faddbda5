package io.keyfold.authconfig.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The refreshes that this instance executes, with their limits. Refreshes above the limits end without a call; their
 * number is bounded by what the callers and the background may start. It also remembers the attempts that it declared
 * orphaned: such an attempt is never executed here afterwards. Thread-safe.
 */
final class RunningRefreshes {

  private static final int MAX_ORPHANS = 10_000;
  private static final Duration ORPHAN_MEMORY = Duration.ofMinutes(30);

  private final RefreshProperties limits;
  private final Map<String, Attempt> running = new HashMap<>();
  private final Set<String> announced = new HashSet<>();
  private final Map<String, Integer> perProvider = new HashMap<>();
  private final Cache<String, Boolean> orphaned = Caffeine.newBuilder()
    .maximumSize(MAX_ORPHANS)
    .expireAfterWrite(ORPHAN_MEMORY)
    .executor(Runnable::run)
    .build();

  RunningRefreshes(RefreshProperties limits) {
    this.limits = limits;
  }

  /** Whether an attempt may be executed. */
  enum Admission {
    /** Yes; {@link #ended} must follow. */
    ADMITTED,
    /** A limit is reached: no call may be made; {@link #ended} must follow. */
    BUSY,
    /** Not here: it is known already, or was declared orphaned. */
    IGNORED,
  }

  /** Notes an attempt whose record this instance has received but not committed: it is not orphaned. */
  synchronized void announce(String attemptId) {
    announced.add(attemptId);
  }

  /** Takes back {@link #announce}: the record will be received again, perhaps elsewhere. */
  synchronized void withdraw(String attemptId) {
    announced.remove(attemptId);
  }

  synchronized Admission admit(Attempt attempt) {
    announced.remove(attempt.id());
    if (running.containsKey(attempt.id()) || orphaned.getIfPresent(attempt.id()) != null) {
      return Admission.IGNORED;
    }
    running.put(attempt.id(), attempt);
    int atProvider = perProvider.merge(attempt.grant().providerId(), 1, Integer::sum);
    boolean within = running.size() <= limits.maxCalls() && atProvider <= limits.maxCallsPerProvider();
    return within ? Admission.ADMITTED : Admission.BUSY;
  }

  synchronized void ended(Attempt attempt) {
    if (running.remove(attempt.id()) != null) {
      perProvider.computeIfPresent(attempt.grant().providerId(), (id, count) -> count == 1 ? null : count - 1);
      notifyAll();
    }
  }

  /** {@return whether the attempt is not executed here, and will not be} */
  synchronized boolean orphan(String attemptId) {
    if (executes(attemptId)) {
      return false;
    }
    orphaned.put(attemptId, true);
    return true;
  }

  synchronized boolean executes(String attemptId) {
    return running.containsKey(attemptId) || announced.contains(attemptId);
  }

  synchronized int size() {
    return running.size();
  }

  synchronized int atProvider(String providerId) {
    return perProvider.getOrDefault(providerId, 0);
  }

  /** {@return the attempts that are executed now} */
  synchronized List<Attempt> all() {
    return List.copyOf(running.values());
  }

  /**
   * Blocks until no refresh of the partition is executed.
   *
   * @param partition the partition; null for all
   * @return whether there is none
   */
  synchronized boolean awaitNone(@Nullable Integer partition, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    try {
      while (
        running
          .values()
          .stream()
          .anyMatch(one -> partition == null || one.partition() == partition)
      ) {
        long left = end - System.nanoTime();
        if (left <= 0) {
          return false;
        }
        TimeUnit.NANOSECONDS.timedWait(this, left);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
