package io.keyfold.authconfig.decide;

import io.keyfold.authconfig.apps.model.AppsFold;
import io.keyfold.authconfig.branding.BrandingFold;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokensFold;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.authconfig.transfers.model.TransfersFold;
import io.keyfold.authconfig.versions.VersionsFold;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.decide.EventTopic;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Event;
import io.keyfold.schema.TokenChange;
import java.util.List;

/** The folds over this service's own events, for the decide task, the views and tests. */
public final class AuthConfigFolds {

  private AuthConfigFolds() {}

  /** {@return the folds over {@code authconfig.events}} */
  public static EventFolds<AuthConfigEvent> events() {
    return EventFolds.own(
      AuthConfigEvent.class,
      List.of(new AuthConfigs(), new AppsFold(), new BrandingFold(), new TransfersFold(), new VersionsFold())
    );
  }

  /** {@return the folds over {@code authconfig.tokens}} */
  public static EventFolds<TokenEvent> tokens() {
    return EventFolds.others(TokenEvent.class, List.of(new TokensFold()));
  }

  /** {@return a fold over all events that the decider emits} */
  public static Fold<Event> all() {
    EventFolds<AuthConfigEvent> events = events();
    EventFolds<TokenEvent> tokens = tokens();
    return (event, state) -> event instanceof TokenEvent ? tokens.apply(event, state) : events.apply(event, state);
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
}
