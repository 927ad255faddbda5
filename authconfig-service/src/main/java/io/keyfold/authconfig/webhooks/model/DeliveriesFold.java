package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.DeliveryChange;
import io.keyfold.webhook.deliveries.DeliveryEvent;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds {@code webhook.deliveries}. Each record is the whole state of one delivery. */
public final class DeliveriesFold implements Fold<DeliveryEvent>, RecordFold {

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    return value == null ? List.of(new Change.Delete(key(key))) : apply((DeliveryEvent) value, state);
  }

  @Override
  public List<Change> apply(DeliveryEvent event, State state) {
    return switch (event) {
      case WebhookDelivery record -> delivery(record, state);
    };
  }

  private static List<Change> delivery(WebhookDelivery record, State state) {
    Delivery next = Delivery.of(record);
    Key<Delivery> key = next.key();
    if (state.hasPassed(key, next.version())) {
      return List.of();
    }
    return record.getChange() == DeliveryChange.FORGOTTEN
      ? List.of(new Change.Delete(key))
      : List.of(new Change.Put<>(key, next));
  }

  /** {@return the key of a record key} */
  static Key<Delivery> key(String recordKey) {
    String[] parts = recordKey.split("/", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("not a key of a delivery");
    }
    return Delivery.key(new TenantId(parts[0]), parts[1], parts[2]);
  }
}
