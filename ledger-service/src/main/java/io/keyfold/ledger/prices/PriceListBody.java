package io.keyfold.ledger.prices;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A price list.
 *
 * @param object always {@code price_list}
 * @param id its id
 * @param status whether it prices operations
 * @param kind {@code contract}: the tenant's prices; {@code list}: the operator's list prices
 * @param name display name
 * @param description description for users
 * @param newestVersion number of its newest version, which need not be the one in effect
 * @param createdAt creation time
 * @param updatedAt time of the last change
 * @param archivedAt when it was archived: it prices nothing from then on; null if it is active
 */
record PriceListBody(
  String object,
  String id,
  String status,
  String kind,
  String name,
  @Nullable String description,
  long newestVersion,
  Instant createdAt,
  Instant updatedAt,
  @Nullable Instant archivedAt
) {
  static PriceListBody of(PriceList list) {
    return new PriceListBody(
      PriceList.ENTITY,
      list.id(),
      status(list),
      list.kind().wire(),
      list.name(),
      list.description(),
      list.newestVersion(),
      list.createdAt(),
      list.updatedAt(),
      list.archivedAt()
    );
  }

  static String status(PriceList list) {
    return list.archivedAt() == null ? "active" : "archived";
  }
}
