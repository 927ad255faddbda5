package io.keyfold.webhook.deliveries;

import io.keyfold.schema.Event;

/** The events on {@code webhook.deliveries}. */
public sealed interface DeliveryEvent extends Event permits WebhookDelivery {}
