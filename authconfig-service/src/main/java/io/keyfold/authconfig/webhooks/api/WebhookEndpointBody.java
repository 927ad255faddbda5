package io.keyfold.authconfig.webhooks.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.webhooks.model.SigningSecrets;
import io.keyfold.authconfig.webhooks.model.WebhookEndpoint;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A webhook endpoint.
 *
 * @param object always {@code webhook_endpoint}
 * @param status {@code enabled}, {@code disabled} or {@code archived}
 * @param disabledReason {@code gone} if its server answered 410 Gone; null if it was disabled by request
 * @param eventTypes the delivered types; null means all except opt-in types
 * @param secret the signing secret; only in the responses to its creation and rotation
 * @param previousSecretUsableUntil until when deliveries are also signed with the previous secret
 */
record WebhookEndpointBody(
  String object,
  String id,
  String status,
  @Nullable String disabledReason,
  String url,
  @Nullable List<String> eventTypes,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  @Nullable String secret,
  @Nullable Instant previousSecretUsableUntil,
  Instant createdAt,
  Instant updatedAt
) {
  static final String OBJECT = "webhook_endpoint";

  static WebhookEndpointBody of(WebhookEndpoint endpoint, Instant now, @Nullable String secret) {
    WebhookEndpoint.Settings settings = endpoint.settings();
    SigningSecrets.Previous previous = endpoint.secrets().previous();
    return new WebhookEndpointBody(
      OBJECT,
      endpoint.id(),
      endpoint.status().name().toLowerCase(Locale.ROOT),
      endpoint.disabledCause(),
      settings.url(),
      settings.eventTypes().isEmpty() ? null : settings.eventTypes(),
      settings.description(),
      settings.metadata(),
      secret,
      previous != null && previous.usableUntil().isAfter(now) ? previous.usableUntil() : null,
      endpoint.createdAt(),
      endpoint.updatedAt()
    );
  }

  /** Omits the secret. */
  @Override
  public String toString() {
    return "WebhookEndpointBody[" + id + "]";
  }
}
