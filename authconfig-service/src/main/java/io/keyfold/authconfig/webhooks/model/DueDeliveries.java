package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of a view: pending deliveries by endpoint and time of the next attempt, and finished ones by the end of their
 * retention. Both cross tenants, so that they are kept under the platform's own id.
 */
public final class DueDeliveries {

  private static final Kind<DeliveryRef> PENDING = new Kind<>("webhook_pending", DeliveryRef.class);
  private static final Kind<DeliveryRef> FINISHED = new Kind<>("webhook_finished", DeliveryRef.class);

  /** Sorts after every character of an id. */
  private static final String LAST = "~";

  private DueDeliveries() {}

  /** {@return the changes of the indexes when a delivery changes} */
  static List<Change> changes(@Nullable Delivery before, @Nullable Delivery after) {
    List<Change> changes = new ArrayList<>();
    if (before != null) {
      entry(before).ifPresent(put -> changes.add(new Change.Delete(put.key())));
    }
    if (after != null) {
      entry(after).ifPresent(changes::add);
    }
    return changes;
  }

  private static Optional<Change.Put<DeliveryRef>> entry(Delivery delivery) {
    String path = delivery.tenant() + "/" + delivery.endpointId();
    Instant next = delivery.round().nextAttemptAt();
    Instant forget = delivery.forgetAt();
    if (next != null) {
      return Optional.of(put(PENDING, path + "/" + Ids.time(next) + "/" + delivery.id(), delivery, next));
    }
    return forget == null
      ? Optional.empty()
      : Optional.of(put(FINISHED, Ids.time(forget) + "/" + path + "/" + delivery.id(), delivery, forget));
  }

  private static Change.Put<DeliveryRef> put(Kind<DeliveryRef> kind, String id, Delivery delivery, Instant at) {
    return new Change.Put<>(
      new Key<>(TenantId.PLATFORM, kind, id),
      new DeliveryRef(delivery.tenant(), delivery.endpointId(), delivery.id(), at)
    );
  }

  /**
   * {@return the first pending delivery of each endpoint that has one, in order of tenant and endpoint} Costs one seek
   * per endpoint, whatever the number of deliveries.
   */
  public static List<DeliveryRef> heads(State state) {
    List<DeliveryRef> heads = new ArrayList<>();
    Optional<DeliveryRef> head = first(state, "");
    while (head.isPresent()) {
      DeliveryRef found = head.get();
      heads.add(found);
      head = first(state, found.tenant() + "/" + found.endpointId() + "/" + LAST);
    }
    return heads;
  }

  private static Optional<DeliveryRef> first(State state, String after) {
    List<DeliveryRef> found = new ArrayList<>(1);
    state.scan(new Scan<>(TenantId.PLATFORM, PENDING, "", after, "", false), (id, ref) -> {
      found.add(ref);
      return false;
    });
    return found.stream().findFirst();
  }

  /** {@return deliveries of an endpoint that are due, the most urgent first} */
  public static List<DeliveryRef> due(
    State state,
    TenantId tenant,
    String endpointId,
    Instant now,
    int limit,
    Predicate<DeliveryRef> wanted
  ) {
    List<DeliveryRef> due = new ArrayList<>();
    state.scan(Scan.prefixed(TenantId.PLATFORM, PENDING, tenant + "/" + endpointId + "/"), (id, ref) -> {
      if (due.size() >= limit || ref.at().isAfter(now)) {
        return false;
      }
      if (wanted.test(ref)) {
        due.add(ref);
      }
      return true;
    });
    return due;
  }

  /** {@return deliveries at the end of their retention, the oldest first} */
  public static List<DeliveryRef> forgettable(State state, Instant now, int limit, Predicate<DeliveryRef> wanted) {
    List<DeliveryRef> over = new ArrayList<>();
    state.scan(Scan.all(TenantId.PLATFORM, FINISHED), (id, ref) -> {
      if (over.size() >= limit || ref.at().isAfter(now)) {
        return false;
      }
      if (wanted.test(ref)) {
        over.add(ref);
      }
      return true;
    });
    return over;
  }
}
