package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.WebhookDeliveryRequested;
import io.keyfold.authconfig.events.WebhookEndpointArchived;
import io.keyfold.authconfig.events.WebhookEndpointCreated;
import io.keyfold.authconfig.events.WebhookEndpointUpdated;
import io.keyfold.authconfig.events.WebhookEvent;
import io.keyfold.authconfig.events.WebhookSecretRotated;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Allow-list of the fields of events about webhook endpoints that audit events contain. The path of a URL can be a
 * secret of the receiver, so only its host is named.
 */
final class AuditedWebhookFields {

  private AuditedWebhookFields() {}

  static FieldCollector of(WebhookEvent event) {
    return switch (event) {
      case WebhookEndpointCreated it -> new FieldCollector()
        .and("url_host", host(it.getUrl()))
        .and("event_types", String.join(" ", it.getEventTypes()))
        .and("enabled", it.getEnabled());
      case WebhookEndpointUpdated it -> new FieldCollector()
        .and("url_host", host(it.getUrl()))
        .and("event_types", String.join(" ", it.getEventTypes()))
        .and("enabled", it.getEnabled())
        .and("cause", it.getCause());
      case WebhookSecretRotated it -> new FieldCollector()
        .and("secret_version", it.getSecretVersion())
        .and("previous_usable_until", Objects.toString(it.getPreviousUsableUntil(), null));
      case WebhookEndpointArchived it -> new FieldCollector().and("url_host", host(it.getUrl()));
      case WebhookDeliveryRequested it -> new FieldCollector()
        .and("webhook_endpoint_id", it.getWebhookEndpointId())
        .and("event_type", it.getEventType())
        .and("resent", it.getResent());
    };
  }

  private static @Nullable String host(String url) {
    return URI.create(url).getHost();
  }
}
