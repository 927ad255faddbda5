package io.keyfold.chaos.ledger;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Counts metered requests by outcome, as callers saw it: succeeded, or unknown. Thread-safe. */
public final class UsageTally {

  private final Map<String, Set<String>> succeeded = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> unknown = new ConcurrentHashMap<>();

  /** Counts a request that succeeded. */
  public void succeeded(String account, String requestId) {
    succeeded.computeIfAbsent(account, any -> ConcurrentHashMap.newKeySet()).add(requestId);
  }

  /**
   * Counts a request without a known outcome. This includes a call answered with 503: its usage record is cancelled
   * only if the cancellation could be written.
   */
  public void unknown(String account, String requestId) {
    unknown.computeIfAbsent(account, any -> ConcurrentHashMap.newKeySet()).add(requestId);
  }

  /**
   * The bounds of a usage total.
   *
   * @param least requests that succeeded
   * @param most succeeded and unknown requests
   */
  public record Bounds(long least, long most) {
    /** {@return whether the total is within the bounds} */
    public boolean contains(long total) {
      return total >= least && total <= most;
    }
  }

  /** {@return the bounds of each account's total} */
  public Map<String, Bounds> bounds() {
    Map<String, Bounds> bounds = new TreeMap<>();
    succeeded.forEach((account, ids) -> bounds.put(account, new Bounds(ids.size(), ids.size())));
    unknown.forEach((account, ids) ->
      bounds.merge(account, new Bounds(0, ids.size()), (one, other) ->
        new Bounds(one.least() + other.least(), one.most() + other.most())
      )
    );
    return bounds;
  }

  /** {@return the number of requests that succeeded, over all accounts} */
  public long successes() {
    return succeeded.values().stream().mapToLong(Set::size).sum();
  }

  /** {@return the number of requests of unknown outcome, over all accounts} */
  public long unknowns() {
    return unknown.values().stream().mapToLong(Set::size).sum();
  }
}
