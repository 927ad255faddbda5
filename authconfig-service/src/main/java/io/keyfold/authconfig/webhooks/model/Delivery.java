package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.schema.DeliveryStatus;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The delivery of one event to one endpoint, as in {@code webhook.deliveries}.
 *
 * @param tenant the owner
 * @param endpointId the endpoint
 * @param id starts with {@code whd_}; the {@code webhook-id} of every attempt
 * @param version number of records about it
 * @param content what is delivered
 * @param status its state
 * @param attempts number of attempts
 * @param round the current round of attempts
 * @param last the last attempt
 * @param finishedAt when it succeeded or failed for good
 */
public record Delivery(
  TenantId tenant,
  String endpointId,
  String id,
  long version,
  Content content,
  DeliveryStatus status,
  int attempts,
  Round round,
  @Nullable Attempt last,
  @Nullable Instant finishedAt
) implements Versioned {
  /** How long a finished delivery can be read and sent again. */
  public static final Duration RETENTION = Duration.ofDays(7);

  private static final Kind<Delivery> KIND = new Kind<>("webhook_delivery", Delivery.class);

  /**
   * What is delivered.
   *
   * @param eventType name of its type
   * @param eventId the event; null for a ping
   * @param objectId the object that the event is about; null for a ping
   * @param body the request body
   * @param createdAt when the event happened
   */
  public record Content(
    String eventType,
    @Nullable String eventId,
    @Nullable String objectId,
    String body,
    Instant createdAt
  ) {}

  /**
   * A round of attempts: the first one, or that of the last request to resend.
   *
   * @param startedAt its start
   * @param attempts number of attempts in it
   * @param nextAttemptAt earliest time of the next attempt; null: none
   */
  public record Round(Instant startedAt, int attempts, @Nullable Instant nextAttemptAt) {}

  /**
   * The last attempt.
   *
   * @param at when it ended
   * @param httpStatus status of the response; null: no response
   * @param error why it failed; null: it succeeded
   * @param durationMs duration of the call in milliseconds
   */
  public record Attempt(Instant at, @Nullable Integer httpStatus, @Nullable String error, long durationMs) {}

  /** {@return the kind; its ids consist of endpoint and delivery} */
  public static Kind<Delivery> kind() {
    return KIND;
  }

  /** {@return the key of a delivery} */
  public static Key<Delivery> key(TenantId tenant, String endpointId, String id) {
    return new Key<>(tenant, KIND, endpointId + "/" + id);
  }

  /** {@return the record key on the topic} */
  public static String recordKey(WebhookDelivery record) {
    return record.getMeta().getTenantId() + "/" + record.getWebhookEndpointId() + "/" + record.getMeta().getObjectId();
  }

  /** {@return its key} */
  public Key<Delivery> key() {
    return key(tenant, endpointId, id);
  }

  /** {@return whether attempts remain} */
  public boolean pending() {
    return status == DeliveryStatus.PENDING;
  }

  /** {@return when it may be forgotten; null while it is pending} */
  public @Nullable Instant forgetAt() {
    return finishedAt == null ? null : finishedAt.plus(RETENTION);
  }

  /** {@return the delivery of a record} */
  public static Delivery of(WebhookDelivery record) {
    Instant lastAt = record.getLastAttemptAt();
    return new Delivery(
      new TenantId(record.getMeta().getTenantId()),
      record.getWebhookEndpointId(),
      record.getMeta().getObjectId(),
      record.getMeta().getVersion(),
      new Content(
        record.getEventType(),
        record.getEventId(),
        record.getObjectId(),
        record.getBody(),
        record.getCreatedAt()
      ),
      record.getStatus(),
      record.getAttempts(),
      new Round(record.getRoundStartedAt(), record.getRoundAttempts(), record.getNextAttemptAt()),
      lastAt == null
        ? null
        : new Attempt(
            lastAt,
            record.getLastHttpStatus(),
            record.getLastError(),
            Objects.requireNonNullElse(record.getLastDurationMs(), 0L)
          ),
      record.getFinishedAt()
    );
  }

  /** {@return a builder of the next record, which starts with this state} */
  public WebhookDelivery.Builder toAvro() {
    return WebhookDelivery.newBuilder()
      .setWebhookEndpointId(endpointId)
      .setEventType(content.eventType())
      .setEventId(content.eventId())
      .setObjectId(content.objectId())
      .setBody(content.body())
      .setCreatedAt(content.createdAt())
      .setStatus(status)
      .setAttempts(attempts)
      .setRoundStartedAt(round.startedAt())
      .setRoundAttempts(round.attempts())
      .setNextAttemptAt(round.nextAttemptAt())
      .setLastAttemptAt(last == null ? null : last.at())
      .setLastHttpStatus(last == null ? null : last.httpStatus())
      .setLastError(last == null ? null : last.error())
      .setLastDurationMs(last == null ? null : last.durationMs())
      .setFinishedAt(finishedAt);
  }
}
