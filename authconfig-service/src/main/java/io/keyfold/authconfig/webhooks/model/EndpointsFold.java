package io.keyfold.authconfig.webhooks.model;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.WebhookDeliveryRequested;
import io.keyfold.authconfig.events.WebhookEndpointArchived;
import io.keyfold.authconfig.events.WebhookEndpointCreated;
import io.keyfold.authconfig.events.WebhookEndpointUpdated;
import io.keyfold.authconfig.events.WebhookEvent;
import io.keyfold.authconfig.events.WebhookSecretRotated;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.EventMeta;
import java.util.List;
import java.util.function.UnaryOperator;

/** Folds webhook endpoints. */
public final class EndpointsFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    return event instanceof WebhookEvent own ? own(own, state) : List.of();
  }

  private static List<Change> own(WebhookEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case WebhookEndpointCreated created -> created(created, state);
      case WebhookEndpointUpdated updated -> change(meta, state, known -> updated(known, updated));
      case WebhookSecretRotated rotated -> change(meta, state, known -> rotated(known, rotated));
      case WebhookEndpointArchived _ -> change(meta, state, known ->
        known.archived(meta.getVersion(), meta.getRecordedAt())
      );
      case WebhookDeliveryRequested _ -> List.of();
    };
  }

  private static List<Change> created(WebhookEndpointCreated event, State state) {
    EventMeta meta = event.getMeta();
    var key = WebhookEndpoint.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    if (state.hasPassed(key, meta.getVersion())) {
      return List.of();
    }
    WebhookEndpoint endpoint = new WebhookEndpoint(
      meta.getObjectId(),
      meta.getVersion(),
      event.getEnabled() ? WebhookEndpoint.Status.ENABLED : WebhookEndpoint.Status.DISABLED,
      new WebhookEndpoint.Settings(event.getUrl(), event.getEventTypes(), event.getDescription(), event.getMetadata()),
      null,
      SigningSecrets.first(SealedValue.of(event.getSecret())),
      meta.getRecordedAt(),
      meta.getRecordedAt()
    );
    return List.of(new Change.Put<>(key, endpoint));
  }

  private static WebhookEndpoint updated(WebhookEndpoint known, WebhookEndpointUpdated event) {
    return known.changed(
      event.getMeta().getVersion(),
      new WebhookEndpoint.Settings(event.getUrl(), event.getEventTypes(), event.getDescription(), event.getMetadata()),
      event.getEnabled(),
      event.getCause(),
      event.getMeta().getRecordedAt()
    );
  }

  private static WebhookEndpoint rotated(WebhookEndpoint known, WebhookSecretRotated event) {
    return known.with(
      event.getMeta().getVersion(),
      known
        .secrets()
        .rotated(event.getSecretVersion(), SealedValue.of(event.getSecret()), event.getPreviousUsableUntil()),
      event.getMeta().getRecordedAt()
    );
  }

  private static List<Change> change(EventMeta meta, State state, UnaryOperator<WebhookEndpoint> next) {
    var key = WebhookEndpoint.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    return state
      .findBefore(key, meta.getVersion())
      .<List<Change>>map(known -> List.of(new Change.Put<>(key, next.apply(known))))
      .orElseGet(List::of);
  }
}
