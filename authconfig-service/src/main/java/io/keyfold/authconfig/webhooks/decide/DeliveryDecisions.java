package io.keyfold.authconfig.webhooks.decide;

import static io.keyfold.authconfig.webhooks.decide.WebhookDecisions.reject;

import io.keyfold.authconfig.commands.ForgetWebhookDelivery;
import io.keyfold.authconfig.commands.RecordWebhookAttempt;
import io.keyfold.authconfig.commands.ResendWebhookDelivery;
import io.keyfold.authconfig.commands.TestWebhookEndpoint;
import io.keyfold.authconfig.events.WebhookDeliveryRequested;
import io.keyfold.authconfig.events.WebhookEndpointUpdated;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.DeliveryChange;
import io.keyfold.schema.DeliveryStatus;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides commands on deliveries. */
final class DeliveryDecisions {

  private static final int GONE = 410;

  private DeliveryDecisions() {}

  static Decision<Event> test(TestWebhookEndpoint command, State state) {
    CommandMeta meta = command.getMeta();
    String endpointId = command.getWebhookEndpointId();
    Optional<Decision<Event>> refusal = refusal(meta, endpointId, state);
    return refusal.orElseGet(() ->
      new Decision.Accepted<>(
        List.of(
          QueuedDeliveries.ping(EventMetas.of(meta, meta.getObjectId(), 1, 1), endpointId),
          new WebhookDeliveryRequested(EventMetas.of(meta, 1), endpointId, WebhookEventType.PING.wire(), false)
        )
      )
    );
  }

  /** Starts another round of attempts, with the same id and body. A pending delivery becomes due at once. */
  static Decision<Event> resend(ResendWebhookDelivery command, State state) {
    CommandMeta meta = command.getMeta();
    Delivery known = find(meta, command.getWebhookEndpointId(), state).orElse(null);
    if (known == null) {
      return reject(ErrorCode.NOT_FOUND, "No webhook_delivery with this id");
    }
    Optional<Decision<Event>> refusal = refusal(meta, known.endpointId(), state);
    return refusal.orElseGet(() ->
      new Decision.Accepted<>(
        List.of(
          next(meta, 1, known, DeliveryChange.RESENT)
            .setStatus(DeliveryStatus.PENDING)
            .setRoundStartedAt(meta.getIssuedAt())
            .setRoundAttempts(0)
            .setNextAttemptAt(meta.getIssuedAt())
            .setFinishedAt(null)
            .build(),
          new WebhookDeliveryRequested(
            EventMetas.of(meta, known.version() + 1),
            known.endpointId(),
            known.content().eventType(),
            true
          )
        )
      )
    );
  }

  static Decision<Event> attempted(RecordWebhookAttempt command, State state) {
    CommandMeta meta = command.getMeta();
    Delivery known = find(meta, command.getWebhookEndpointId(), state).orElse(null);
    if (known == null || !known.pending() || command.getAttempt() != known.attempts() + 1) {
      return reject(ErrorCode.CONFLICT, "The attempt is not the next one of a pending delivery");
    }
    Instant now = meta.getIssuedAt();
    Optional<WebhookEndpoint> receiver = WebhookDecisions.find(known.tenant(), known.endpointId(), state).filter(
      endpoint -> endpoint.status() == WebhookEndpoint.Status.ENABLED
    );
    boolean gone = command.getHttpStatus() != null && command.getHttpStatus() == GONE;
    boolean delivered = command.getError() == null;
    Instant next =
      delivered || gone || receiver.isEmpty()
        ? null
        : RetrySchedule.next(known.id(), known.round(), now, command.getRetryAt()).orElse(null);
    int counted = command.getCounted() ? 1 : 0;
    WebhookDelivery record = next(meta, 0, known, DeliveryChange.ATTEMPTED)
      .setStatus(status(delivered, next != null))
      .setAttempts(known.attempts() + counted)
      .setRoundAttempts(known.round().attempts() + counted)
      .setNextAttemptAt(next)
      .setLastAttemptAt(now)
      .setLastHttpStatus(command.getHttpStatus())
      .setLastError(command.getError())
      .setLastDurationMs(command.getDurationMs())
      .setFinishedAt(next == null ? now : null)
      .build();
    List<Event> events = new ArrayList<>(List.of(record));
    if (gone) {
      receiver.ifPresent(endpoint -> events.add(disabled(meta, endpoint)));
    }
    return new Decision.Accepted<>(events);
  }

  /** The receiver wants no more events (Standard Webhooks: the sender disables the endpoint). */
  private static WebhookEndpointUpdated disabled(CommandMeta meta, WebhookEndpoint endpoint) {
    WebhookEndpoint.Settings settings = endpoint.settings();
    return WebhookEndpointUpdated.newBuilder()
      .setMeta(EventMetas.of(meta, endpoint.id(), endpoint.version() + 1, 1))
      .setUrl(settings.url())
      .setEventTypes(settings.eventTypes())
      .setDescription(settings.description())
      .setMetadata(settings.metadata())
      .setEnabled(false)
      .setCause("gone")
      .build();
  }

  static Decision<Event> forget(ForgetWebhookDelivery command, State state) {
    CommandMeta meta = command.getMeta();
    Delivery known = find(meta, command.getWebhookEndpointId(), state).orElse(null);
    Instant at = known == null ? null : known.forgetAt();
    return known == null || at == null || meta.getIssuedAt().isBefore(at)
      ? reject(ErrorCode.CONFLICT, "The delivery is not at the end of its retention")
      : Decision.accept(next(meta, 0, known, DeliveryChange.FORGOTTEN).build());
  }

  private static DeliveryStatus status(boolean delivered, boolean retried) {
    if (delivered) {
      return DeliveryStatus.SUCCEEDED;
    }
    return retried ? DeliveryStatus.PENDING : DeliveryStatus.FAILED;
  }

  /** Why nothing can be sent to the endpoint; empty if it is enabled. */
  private static Optional<Decision<Event>> refusal(CommandMeta meta, String endpointId, State state) {
    WebhookEndpoint endpoint = WebhookDecisions.find(new TenantId(meta.getTenantId()), endpointId, state).orElse(null);
    if (endpoint == null) {
      return Optional.of(reject(ErrorCode.NOT_FOUND, "No webhook_endpoint with this id"));
    }
    return switch (endpoint.status()) {
      case ENABLED -> Optional.empty();
      case DISABLED -> Optional.of(reject(ErrorCode.CONFLICT, "The webhook endpoint is disabled: enable it first"));
      case ARCHIVED -> Optional.of(reject(ErrorCode.GONE, "The webhook endpoint is archived"));
    };
  }

  private static Optional<Delivery> find(CommandMeta meta, String endpointId, State state) {
    return state.find(Delivery.key(new TenantId(meta.getTenantId()), endpointId, meta.getObjectId()));
  }

  private static WebhookDelivery.Builder next(CommandMeta meta, int index, Delivery known, DeliveryChange change) {
    EventMeta envelope = EventMetas.of(meta, known.id(), known.version() + 1, index);
    return known.toAvro().setMeta(envelope).setChange(change);
  }
}
