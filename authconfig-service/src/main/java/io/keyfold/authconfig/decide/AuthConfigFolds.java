package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.apps.model.AppsFold;
import io.keyfold.authconfig.branding.BrandingFold;
import io.keyfold.authconfig.configs.model.ConfigsFold;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokensFold;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.setup.model.SetupSessionsFold;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.authconfig.transfers.model.TransfersFold;
import io.keyfold.authconfig.users.model.UsersFold;
import io.keyfold.authconfig.versions.VersionsFold;
import io.keyfold.authconfig.webhooks.model.DeliveriesFold;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.authconfig.webhooks.model.EndpointsFold;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.decide.EventTopic;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.DeliveryChange;
import io.keyfold.schema.Event;
import io.keyfold.schema.TokenChange;
import io.keyfold.webhook.deliveries.DeliveryEvent;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.util.List;

/** The folds over this service's own events, for the decide task, the views and tests. */
public final class AuthConfigFolds {

  private AuthConfigFolds() {}

  /** {@return the folds over {@code authconfig.events}} */
  public static EventFolds<AuthConfigEvent> events() {
    return EventFolds.own(
      AuthConfigEvent.class,
      List.of(
        new AuthConfigs(),
        new AppsFold(),
        new BrandingFold(),
        new ConfigsFold(),
        new EndpointsFold(),
        new SetupSessionsFold(),
        new TransfersFold(),
        new UsersFold(),
        new VersionsFold()
      )
    );
  }

  /** {@return the folds over {@code authconfig.tokens}} */
  public static EventFolds<TokenEvent> tokens() {
    return EventFolds.others(TokenEvent.class, List.of(new TokensFold()));
  }

  /** {@return the folds over {@code webhook.deliveries}} */
  public static EventFolds<DeliveryEvent> deliveries() {
    return EventFolds.others(DeliveryEvent.class, List.of(new DeliveriesFold()));
  }

  /** {@return a fold over all events that the decider emits} */
  public static Fold<Event> all() {
    EventFolds<AuthConfigEvent> events = events();
    EventFolds<TokenEvent> tokens = tokens();
    EventFolds<DeliveryEvent> deliveries = deliveries();
    return (event, state) ->
      switch (event) {
        case TokenEvent _ -> tokens.apply(event, state);
        case DeliveryEvent _ -> deliveries.apply(event, state);
        default -> events.apply(event, state);
      };
  }

  /** {@return the topic of what happened to auth configs} */
  public static EventTopic<AuthConfigEvent> eventTopic() {
    return EventTopic.byTenant(Topics.AUTHCONFIG_EVENTS, AuthConfigEvent.class, events());
  }

  /** {@return the topic of current tokens} */
  public static EventTopic<TokenEvent> tokenTopic() {
    return new EventTopic<>(
      Topics.AUTHCONFIG_TOKENS,
      TokenEvent.class,
      tokens(),
      event ->
        switch (event) {
          case GrantTokens tokens -> TokenState.recordKey(tokens);
        },
      event ->
        switch (event) {
          case GrantTokens tokens -> tokens.getChange() == TokenChange.ERASED;
        }
    );
  }

  /** {@return the topic of webhook deliveries} */
  public static EventTopic<DeliveryEvent> deliveryTopic() {
    return new EventTopic<>(
      Topics.WEBHOOK_DELIVERIES,
      DeliveryEvent.class,
      deliveries(),
      event ->
        switch (event) {
          case WebhookDelivery delivery -> Delivery.recordKey(delivery);
        },
      event ->
        switch (event) {
          case WebhookDelivery delivery -> delivery.getChange() == DeliveryChange.FORGOTTEN;
        }
    );
  }
}
