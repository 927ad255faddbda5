package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds {@code webhook.deliveries} for a view: the deliveries, and the indexes of what is due. */
public final class DeliveriesView implements RecordFold {

  private final DeliveriesFold deliveries = new DeliveriesFold();

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    List<Change> own = deliveries.apply(key, value, state);
    if (own.isEmpty()) {
      return own;
    }
    Delivery before = state.find(DeliveriesFold.key(key)).orElse(null);
    Delivery after = own.getFirst() instanceof Change.Put<?>(_, Delivery next) ? next : null;
    // The delivery is written last: if only the indexes were written before a crash, replaying repairs both.
    List<Change> all = new ArrayList<>(DueDeliveries.changes(before, after));
    all.addAll(own);
    return all;
  }
}
