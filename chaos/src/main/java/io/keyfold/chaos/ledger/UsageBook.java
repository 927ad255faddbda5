package io.keyfold.chaos.ledger;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What callers know of acts that are counted: each is certainly done, certainly not, or unknown. Thread-safe. */
public final class UsageBook {

  private final Map<String, Set<String>> done = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> unknown = new ConcurrentHashMap<>();

  /** An act was answered. */
  public void done(String account, String act) {
    done.computeIfAbsent(account, any -> ConcurrentHashMap.newKeySet()).add(act);
  }

  /**
   * An act was sent, and nobody said what came of it. So it is with a call that is refused with a 503, too: its record is taken
   * back only if its end could be written down.
   */
  public void unknown(String account, String act) {
    unknown.computeIfAbsent(account, any -> ConcurrentHashMap.newKeySet()).add(act);
  }

  /**
   * The bounds of a total.
   *
   * @param least acts that were answered
   * @param most these and the unknown ones
   */
  public record Bounds(long least, long most) {
    /** {@return whether the total is as it must be} */
    public boolean admit(long total) {
      return total >= least && total <= most;
    }
  }

  /** {@return the bounds of each account's total} */
  public Map<String, Bounds> bounds() {
    Map<String, Bounds> bounds = new TreeMap<>();
    done.forEach((account, acts) -> bounds.put(account, new Bounds(acts.size(), acts.size())));
    unknown.forEach((account, acts) ->
      bounds.merge(account, new Bounds(0, acts.size()), (one, other) ->
        new Bounds(one.least() + other.least(), one.most() + other.most())
      )
    );
    return bounds;
  }

  /** {@return how many acts were answered, in all accounts} */
  public long answered() {
    return done.values().stream().mapToLong(Set::size).sum();
  }

  /** {@return how many are unknown, in all accounts} */
  public long open() {
    return unknown.values().stream().mapToLong(Set::size).sum();
  }
}
