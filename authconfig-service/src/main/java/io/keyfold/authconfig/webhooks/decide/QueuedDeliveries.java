package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import io.keyfold.authconfig.webhooks.model.WebhookEventType;
import io.keyfold.platform.id.Ids;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Queues the deliveries of a decision. They commit in the same Kafka transaction as its events, so that no event is
 * recorded without them.
 */
public final class QueuedDeliveries {

  private static final JsonMapper JSON = JsonMapper.shared();

  private QueuedDeliveries() {}

  /**
   * {@return the decision with the deliveries that follow from its events} They precede the events, because the last
   * event completes the command's caller, who then reads the changed object.
   *
   * @param command envelope of the decided command
   * @param state the state before the command
   */
  public static Decision<Event> with(CommandMeta command, Decision<Event> decision, State state) {
    return switch (decision) {
      case Decision.Accepted<Event>(List<Event> events) -> new Decision.Accepted<>(with(command, events, state));
      case Decision.Rejected<Event> rejected -> rejected;
    };
  }

  private static List<Event> with(CommandMeta command, List<Event> events, State state) {
    List<Event> all = new ArrayList<>();
    for (Event event : events) {
      Cause cause = new Cause(
        event.getMeta().getEventId(),
        event.getMeta().getObjectId(),
        event.getMeta().getRecordedAt()
      );
      for (Announcement announcement : Announcements.of(event, state)) {
        all.addAll(of(command, cause, announcement, state, events.size() + all.size()));
      }
    }
    all.addAll(events);
    return all;
  }

  /**
   * The event that is announced.
   *
   * @param eventId its id
   * @param objectId the object that it is about
   * @param at when it happened
   */
  record Cause(String eventId, String objectId, Instant at) {}

  /**
   * {@return a delivery for each endpoint that receives the announcement}
   *
   * @param first index of the first one among the command's events
   */
  static List<Event> of(CommandMeta command, Cause cause, Announcement announcement, State state, int first) {
    List<Event> deliveries = new ArrayList<>();
    for (WebhookEndpoint endpoint : WebhookEndpoint.of(state, new TenantId(command.getTenantId()))) {
      if (endpoint.receives(announcement.type())) {
        deliveries.add(delivery(command, endpoint, cause, announcement, first + deliveries.size()));
      }
    }
    return deliveries;
  }

  private static WebhookDelivery delivery(
    CommandMeta command,
    WebhookEndpoint endpoint,
    Cause event,
    Announcement announcement,
    int index
  ) {
    String cause = event.eventId() + "/" + endpoint.id() + "/" + announcement.type().wire();
    String id = Ids.derived("whd_", event.at(), UUID.nameUUIDFromBytes(cause.getBytes(StandardCharsets.UTF_8)), 0);
    return queued(EventMetas.of(command, id, 1, index), endpoint.id(), announcement.type())
      .setEventId(event.eventId())
      .setObjectId(event.objectId())
      .setBody(body(announcement.type(), event.at(), event.eventId(), announcement.data()))
      .build();
  }

  /** {@return the delivery of a ping} */
  static WebhookDelivery ping(EventMeta meta, String endpointId) {
    return queued(meta, endpointId, WebhookEventType.PING)
      .setBody(body(WebhookEventType.PING, meta.getRecordedAt(), null, Map.of("webhook_endpoint_id", endpointId)))
      .build();
  }

  private static WebhookDelivery.Builder queued(EventMeta meta, String endpointId, WebhookEventType type) {
    Instant at = meta.getRecordedAt();
    return WebhookDelivery.newBuilder()
      .setMeta(meta)
      .setChange(DeliveryChange.QUEUED)
      .setWebhookEndpointId(endpointId)
      .setEventType(type.wire())
      .setStatus(DeliveryStatus.PENDING)
      .setCreatedAt(at)
      .setRoundStartedAt(at)
      .setNextAttemptAt(at);
  }

  private static String body(
    WebhookEventType type,
    Instant at,
    @Nullable String eventId,
    Map<String, @Nullable Object> data
  ) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("type", type.wire());
    body.put("timestamp", at.toString());
    body.put("event_id", eventId);
    body.put("data", data);
    return JSON.writeValueAsString(body);
  }
}
