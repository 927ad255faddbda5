package io.keyfold.ledger.prices;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A price list. Its prices are in its versions.
 *
 * @param id starts with {@code prl_}
 * @param version number of changes, from 1; the ETag, and while the list is active the number of its newest version
 * @param kind whose prices it has
 * @param name display name
 * @param description description for users
 * @param effectiveFrom when each version takes effect, in the order of their numbers
 * @param createdAt creation time
 * @param updatedAt time of the last change
 * @param archivedAt when it was archived, which ends its prices; null if it is active
 */
public record PriceList(
  String id,
  long version,
  PriceKind kind,
  String name,
  @Nullable String description,
  List<Instant> effectiveFrom,
  Instant createdAt,
  Instant updatedAt,
  @Nullable Instant archivedAt
) implements Versioned {
  /** Type of the object in errors. */
  public static final String ENTITY = "price_list";

  /** State kind of all price lists. */
  public static final Kind<PriceList> KIND = new Kind<>("price_list", PriceList.class);

  /** State kind of the active ones, to count them. */
  public static final Kind<String> ACTIVE = new Kind<>("active_price_list", String.class);

  /** Maximum number of active price lists of a tenant. */
  public static final int MAX_ACTIVE = 100;

  /** Maximum number of versions of a price list. */
  public static final int MAX_VERSIONS = 100;

  /** Copies the times. */
  public PriceList {
    effectiveFrom = List.copyOf(effectiveFrom);
  }

  /** {@return the key of a price list} */
  public static Key<PriceList> key(TenantId owner, String id) {
    return new Key<>(owner, KIND, id);
  }

  /** {@return the number of its newest version} */
  public long newestVersion() {
    return effectiveFrom.size();
  }

  /**
   * {@return the list as it was at an earlier version of it; empty if it has not had that version yet} While a list is
   * active, its version is the number of its newest version; one more change archives it.
   */
  public Optional<PriceList> at(long earlier) {
    if (earlier > version) {
      return Optional.empty();
    }
    int versions = (int) Math.min(earlier, effectiveFrom.size());
    return Optional.of(
      new PriceList(
        id,
        earlier,
        kind,
        name,
        description,
        effectiveFrom.subList(0, versions),
        createdAt,
        updatedAt,
        earlier > effectiveFrom.size() ? archivedAt : null
      )
    );
  }

  /** {@return whether it can price operations in the time range} */
  public boolean appliesWithin(Instant from, Instant to) {
    return (archivedAt == null || archivedAt.isAfter(from)) && effectiveFrom.stream().anyMatch(to::isAfter);
  }

  PriceList withVersion(long atVersion, Instant effective, Instant at) {
    List<Instant> times = new ArrayList<>(effectiveFrom);
    times.add(effective);
    return new PriceList(id, atVersion, kind, name, description, times, createdAt, at, archivedAt);
  }

  PriceList archived(long atVersion, Instant at) {
    return new PriceList(id, atVersion, kind, name, description, effectiveFrom, createdAt, at, at);
  }
}
