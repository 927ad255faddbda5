package io.keyfold.authconfig.refresh;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The refreshes that this instance executes, with their limits. It also remembers the attempts that it declared
 * orphaned: such an attempt is never executed here afterwards. Thread-safe.
 */
final class RunningRefreshes {

  /** Refreshes above the limits are ended without a call; this many of them may wait for their record. */
  private static final int OVERFLOW_FACTOR = 4;

  private static final int MAX_ORPHANS = 10_000;
  private static final Duration ORPHAN_MEMORY = Duration.ofMinutes(30);

  private final RefreshProperties limits;
  private final Map<String, Attempt> running = new HashMap<>();
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
    /** Not here: it is known already, was declared orphaned, or there are far too many. */
    IGNORED,
  }

  synchronized Admission admit(Attempt attempt) {
    if (
      running.containsKey(attempt.id()) ||
      orphaned.getIfPresent(attempt.id()) != null ||
      running.size() >= OVERFLOW_FACTOR * limits.maxCalls()
    ) {
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
    if (running.containsKey(attemptId)) {
      return false;
    }
    orphaned.put(attemptId, true);
    return true;
  }

  synchronized boolean executes(String attemptId) {
    return running.containsKey(attemptId);
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
