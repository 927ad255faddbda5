package io.keyfold.authconfig.webhooks.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.webhooks.model.Delivery;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of an event to a webhook endpoint.
 *
 * @param object always {@code webhook_delivery}
 * @param id the {@code webhook-id} of every attempt
 * @param status {@code pending}, {@code succeeded} or {@code failed}
 * @param eventId the event; null for a ping
 * @param objectId the object that the event is about; null for a ping
 * @param attempts number of attempts
 * @param lastAttempt the last attempt
 * @param nextAttemptAt earliest time of the next attempt
 * @param payload the request body
 * @param createdAt when the event happened
 * @param finishedAt when it succeeded or failed for good
 */
record WebhookDeliveryBody(
  String object,
  String id,
  String webhookEndpointId,
  String status,
  String eventType,
  @Nullable String eventId,
  @Nullable String objectId,
  int attempts,
  @Nullable LastAttempt lastAttempt,
  @Nullable Instant nextAttemptAt,
  @JsonRawValue String payload,
  Instant createdAt,
  @Nullable Instant finishedAt
) {
  static final String OBJECT = "webhook_delivery";

  /**
   * The last attempt.
   *
   * @param at when it ended
   * @param httpStatus status of the response; null: no response
   * @param error why it failed; null: it succeeded
   * @param durationMs duration of the call in milliseconds
   */
  record LastAttempt(Instant at, @Nullable Integer httpStatus, @Nullable String error, long durationMs) {}

  static WebhookDeliveryBody of(Delivery delivery) {
    Delivery.Content content = delivery.content();
    Delivery.Attempt last = delivery.last();
    return new WebhookDeliveryBody(
      OBJECT,
      delivery.id(),
      delivery.endpointId(),
      status(delivery),
      content.eventType(),
      content.eventId(),
      content.objectId(),
      delivery.attempts(),
      last == null ? null : new LastAttempt(last.at(), last.httpStatus(), last.error(), last.durationMs()),
      delivery.round().nextAttemptAt(),
      content.body(),
      content.createdAt(),
      delivery.finishedAt()
    );
  }

  static String status(Delivery delivery) {
    return delivery.status().name().toLowerCase(Locale.ROOT);
  }
}
