package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import java.time.Instant;

/**
 * Refers to a delivery for which something is due.
 *
 * @param tenant the owner
 * @param endpointId the endpoint
 * @param id the delivery
 * @param at when it is due
 */
public record DeliveryRef(TenantId tenant, String endpointId, String id, Instant at) {
  /** {@return the key of the delivery} */
  public Key<Delivery> key() {
    return Delivery.key(tenant, endpointId, id);
  }
}
