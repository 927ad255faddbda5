package io.keyfold.session.wiring;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.access.AccessFold;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.kafka.DataKeyFold;
import io.keyfold.session.budgets.BudgetsFold;
import io.keyfold.session.catalogue.CatalogueFold;
import io.keyfold.session.configs.ConfigsFold;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.secrets.SecretsFold;
import io.keyfold.session.sessions.SessionsFold;
import io.keyfold.session.setups.PagesHostFold;
import io.keyfold.session.setups.PendingSetupsFold;
import io.keyfold.session.tokens.GrantTokensFold;
import io.keyfold.session.usage.wiring.UsageViews;
import java.util.ArrayList;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Defines the views of session-service, one per topic. */
@Configuration(proxyBeanMethods = false)
class SessionViews {

  @Bean
  EventFolds<SessionEvent> ownFolds() {
    return EventFolds.own(SessionEvent.class, List.of(new SecretsFold(), new SessionsFold()));
  }

  @Bean
  ViewStreams views(LogParts log, EventFolds<SessionEvent> ownFolds) {
    EventFolds<DeploymentEvent> deployments = EventFolds.others(
      DeploymentEvent.class,
      List.of(new AccessFold(), new CatalogueFold())
    );
    EventFolds<AuthConfigEvent> authConfigs = EventFolds.others(
      AuthConfigEvent.class,
      List.of(new ConfigsFold(), new CredentialsFold(), new PendingSetupsFold(), new PagesHostFold())
    );
    List<ViewDefinition> definitions = new ArrayList<>(UsageViews.definitions());
    definitions.add(new ViewDefinition("deployments", Topics.DEPLOYMENT_EVENTS, deployments));
    definitions.add(new ViewDefinition("auth_configs", Topics.AUTHCONFIG_EVENTS, authConfigs));
    definitions.add(new ViewDefinition("tokens", Topics.AUTHCONFIG_TOKENS, new GrantTokensFold()));
    definitions.add(new ViewDefinition("keys", Topics.AUTHCONFIG_KEYS, new DataKeyFold()));
    definitions.add(new ViewDefinition("sessions", Topics.SESSION_EVENTS, ownFolds));
    EventFolds<LedgerEvent> budgets = EventFolds.others(LedgerEvent.class, List.of(new BudgetsFold()));
    definitions.add(new ViewDefinition("budgets", Topics.LEDGER_EVENTS, budgets));
    return log.views(SessionWiring.SERVICE, definitions);
  }

  @Bean
  View deploymentsView(ViewStreams views) {
    return views.view("deployments");
  }

  @Bean
  View authConfigsView(ViewStreams views) {
    return views.view("auth_configs");
  }

  @Bean
  View tokensView(ViewStreams views) {
    return views.view("tokens");
  }

  @Bean
  View keysView(ViewStreams views) {
    return views.view("keys");
  }

  @Bean
  View budgetsView(ViewStreams views) {
    return views.view("budgets");
  }

  @Bean
  View sessionsView(ViewStreams views) {
    return views.view("sessions");
  }
}
