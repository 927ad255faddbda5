package io.keyfold.session.budgets;

import io.keyfold.platform.log.View;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures budgets. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BudgetProperties.class)
class BudgetsConfiguration {

  @Bean
  Budgets budgets(
    @Qualifier("budgetsView") View view,
    LedgerSigns signs,
    BudgetProperties properties,
    Clock clock,
    MeterRegistry metrics
  ) {
    return new Budgets(view, signs, properties, clock, metrics);
  }
}
