package io.keyfold.platform.log.sweep;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * An index of objects by the time at which something is due. A fold keeps it up to date; {@link PartitionSweep} reads
 * it.
 *
 * <p>It is ordered by time across all tenants, so its entries belong to {@link TenantId#PLATFORM}. Only a sweep may
 * read it: no request can, since no API key is bound to that tenant.
 */
public final class DueIndex {

  private static final int TIME_DIGITS = 16;

  private final Kind<Due> kind;

  /**
   * An entry of the index.
   *
   * @param tenant owner of the object
   * @param id id of the object
   * @param at when it is due, in whole microseconds
   */
  public record Due(TenantId tenant, String id, Instant at) {}

  /**
   * Creates an index.
   *
   * @param name state kind of its entries, unique within the service
   */
  public DueIndex(String name) {
    this.kind = new Kind<>(name, Due.class);
  }

  /**
   * {@return the changes that move an object} To be listed before the change of the object itself, so that an event
   * which is folded again after a crash applies them again.
   *
   * @param from when it was due; null if it was not in the index
   * @param to when it is due; null removes it
   */
  public List<Change> moved(TenantId tenant, String id, @Nullable Instant from, @Nullable Instant to) {
    List<Change> changes = new ArrayList<>();
    if (from != null && !from.equals(to)) {
      changes.add(new Change.Delete(key(tenant, id, from)));
    }
    if (to != null) {
      changes.add(new Change.Put<>(key(tenant, id, to), new Due(tenant, id, to)));
    }
    return changes;
  }

  /**
   * Visits the objects that are due at or before a time, the longest overdue first.
   *
   * @param after continues after this position, as passed to the visitor; empty starts at the beginning
   * @param visitor receives position and entry; returns whether to continue
   */
  public void scan(State state, Instant until, String after, BiPredicate<String, Due> visitor) {
    String before = time(until.plus(1, ChronoUnit.MICROS));
    state.scan(new Scan<>(TenantId.PLATFORM, kind, "", after, before, false), visitor);
  }

  private Key<Due> key(TenantId tenant, String id, Instant at) {
    return new Key<>(TenantId.PLATFORM, kind, time(at) + "/" + tenant.value() + "/" + id);
  }

  /** Fixed width, so that the order of texts is the order of times. Times before 1970 sort as 1970. */
  private static String time(Instant at) {
    String digits = Long.toHexString(Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, at)));
    return "0".repeat(TIME_DIGITS - digits.length()) + digits;
  }
}
