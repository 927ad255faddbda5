package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.sweep.DueIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Indexes of a view: pending deliveries by endpoint and time of the next attempt, and finished ones by the end of their
 * retention. Both cross tenants, so their entries belong to the platform.
 */
public final class DueDeliveries {

  private static final Kind<DeliveryRef> PENDING = new Kind<>("webhook_pending", DeliveryRef.class);
  private static final DueIndex FINISHED = new DueIndex("webhook_finished");

  /** Sorts after every character of an id. */
  private static final String LAST = "~";

  private DueDeliveries() {}

  /** {@return the index of finished deliveries by the end of their retention} */
  public static DueIndex finished() {
    return FINISHED;
  }

  /** {@return the changes of the indexes when a delivery changes} */
  static List<Change> changes(@Nullable Delivery before, @Nullable Delivery after) {
    List<Change> changes = new ArrayList<>();
    if (before != null) {
      pending(before).ifPresent(put -> changes.add(new Change.Delete(put.key())));
    }
    if (after != null) {
      pending(after).ifPresent(changes::add);
    }
    Delivery any = after == null ? before : after;
    if (any != null) {
      changes.addAll(
        FINISHED.moved(
          any.tenant(),
          any.key().id(),
          before == null ? null : before.forgetAt(),
          after == null ? null : after.forgetAt()
        )
      );
    }
    return changes;
  }

  private static Optional<Change.Put<DeliveryRef>> pending(Delivery delivery) {
    Instant next = delivery.round().nextAttemptAt();
    if (next == null) {
      return Optional.empty();
    }
    String id = delivery.tenant() + "/" + delivery.endpointId() + "/" + Ids.time(next) + "/" + delivery.id();
    return Optional.of(
      new Change.Put<>(
        new Key<>(TenantId.PLATFORM, PENDING, id),
        new DeliveryRef(delivery.tenant(), delivery.endpointId(), delivery.id(), next)
      )
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
}
