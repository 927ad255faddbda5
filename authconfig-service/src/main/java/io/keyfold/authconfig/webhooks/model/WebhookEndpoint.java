package io.keyfold.authconfig.webhooks.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.Versioned;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A server of the tenant that receives events.
 *
 * @param id starts with {@code whe_}
 * @param version number of changes, from 1; the ETag
 * @param status whether events are delivered
 * @param settings what the tenant chose
 * @param disabledCause why it is disabled, if its receiver caused it
 * @param secrets its signing secrets
 * @param createdAt creation time
 * @param updatedAt time of the last change
 */
public record WebhookEndpoint(
  String id,
  long version,
  Status status,
  Settings settings,
  @Nullable String disabledCause,
  SigningSecrets secrets,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  private static final Kind<WebhookEndpoint> KIND = new Kind<>("webhook_endpoint", WebhookEndpoint.class);

  /** Whether events are delivered. */
  public enum Status {
    ENABLED,
    DISABLED,
    ARCHIVED,
  }

  /**
   * What the tenant chose.
   *
   * @param url the URL that deliveries are sent to
   * @param eventTypes names of the delivered types; empty: all default types
   * @param description description for users
   * @param metadata the tenant's metadata as a JSON object
   */
  public record Settings(String url, List<String> eventTypes, @Nullable String description, @Nullable String metadata) {
    /** Copies the list. */
    public Settings {
      eventTypes = List.copyOf(eventTypes);
    }
  }

  /** {@return the kind} */
  public static Kind<WebhookEndpoint> kind() {
    return KIND;
  }

  /** {@return the key of an endpoint} */
  public static Key<WebhookEndpoint> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return the tenant's endpoints that are not archived, oldest first} */
  public static List<WebhookEndpoint> of(State state, TenantId tenant) {
    List<WebhookEndpoint> endpoints = new ArrayList<>();
    state.scan(Scan.all(tenant, KIND), (id, endpoint) -> {
      if (endpoint.status != Status.ARCHIVED) {
        endpoints.add(endpoint);
      }
      return true;
    });
    return endpoints;
  }

  /** {@return whether events of this type are delivered to it} */
  public boolean receives(WebhookEventType type) {
    return (
      status == Status.ENABLED &&
      (settings.eventTypes().isEmpty() ? type.byDefault() : settings.eventTypes().contains(type.wire()))
    );
  }

  WebhookEndpoint changed(long next, Settings chosen, boolean enabled, @Nullable String cause, Instant at) {
    Status becomes = enabled ? Status.ENABLED : Status.DISABLED;
    return new WebhookEndpoint(id, next, becomes, chosen, cause, secrets, createdAt, at);
  }

  WebhookEndpoint with(long next, SigningSecrets rotated, Instant at) {
    return new WebhookEndpoint(id, next, status, settings, disabledCause, rotated, createdAt, at);
  }

  WebhookEndpoint archived(long next, Instant at) {
    return new WebhookEndpoint(id, next, Status.ARCHIVED, settings, null, secrets, createdAt, at);
  }
}
