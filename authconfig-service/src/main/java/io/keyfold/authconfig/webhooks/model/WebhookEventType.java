package io.keyfold.authconfig.webhooks.model;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A type of event that is delivered to webhook endpoints. */
public enum WebhookEventType {
  /** The user finished the setup session. */
  SETUP_SESSION_COMPLETED("setup_session.completed", Delivered.BY_DEFAULT),
  /** The setup session cannot be completed any more. */
  SETUP_SESSION_FAILED("setup_session.failed", Delivered.BY_DEFAULT),
  /** The setup session reached its expiry time. */
  SETUP_SESSION_EXPIRED("setup_session.expired", Delivered.BY_DEFAULT),
  /** There is a new auth config of any kind. */
  AUTH_CONFIG_CREATED("auth_config.created", Delivered.BY_DEFAULT),
  /** A grant has tokens of a consent or import: its first ones, or new ones. */
  AUTH_CONFIG_CONNECTED("auth_config.connected", Delivered.BY_DEFAULT),
  /** A grant has refreshed tokens. There are many of these, so that an endpoint must name the type. */
  AUTH_CONFIG_REFRESHED("auth_config.refreshed", Delivered.BY_NAME),
  /** A grant cannot be refreshed any more: its user must reconnect. */
  AUTH_CONFIG_NEEDS_RECONNECT("auth_config.needs_reconnect", Delivered.BY_DEFAULT),
  /** A grant that needed its user works again. */
  AUTH_CONFIG_RECOVERED("auth_config.recovered", Delivered.BY_DEFAULT),
  /** A credential reaches its expiry time soon. */
  AUTH_CONFIG_EXPIRING("auth_config.expiring", Delivered.BY_DEFAULT),
  /** The secret of an OAuth app reaches its expiry time soon. */
  AUTH_CREDENTIALS_EXPIRING("auth_credentials.expiring", Delivered.BY_DEFAULT),
  /** An auth config is archived. */
  AUTH_CONFIG_ARCHIVED("auth_config.archived", Delivered.BY_DEFAULT),
  /** What is used of a budget reached a threshold. */
  BUDGET_THRESHOLD_REACHED("budget.threshold_reached", Delivered.BY_DEFAULT),
  /** What is used of a budget reached its limit. */
  BUDGET_EXHAUSTED("budget.exhausted", Delivered.BY_DEFAULT),
  /** A test of the endpoint. */
  PING("ping", Delivered.ON_REQUEST);

  /** Which endpoints receive a type. */
  private enum Delivered {
    BY_DEFAULT,
    BY_NAME,
    ON_REQUEST,
  }

  private final String wire;
  private final Delivered delivered;

  WebhookEventType(String wire, Delivered delivered) {
    this.wire = wire;
    this.delivered = delivered;
  }

  /** {@return the name in requests and deliveries} */
  public String wire() {
    return wire;
  }

  /** {@return whether endpoints that name no types receive it} */
  public boolean byDefault() {
    return delivered == Delivered.BY_DEFAULT;
  }

  /** {@return the type of a name that an endpoint may use; empty for other names} */
  public static Optional<WebhookEventType> subscribable(String wire) {
    return Arrays.stream(values())
      .filter(type -> type.wire.equals(wire) && type.delivered != Delivered.ON_REQUEST)
      .findFirst();
  }

  /** {@return the names of all types that an endpoint may use} */
  public static List<String> names() {
    return Arrays.stream(values())
      .filter(type -> type.delivered != Delivered.ON_REQUEST)
      .map(WebhookEventType::wire)
      .toList();
  }
}
