package io.keyfold.ledger.wiring;

import io.keyfold.ledger.budgets.BudgetSums;
import io.keyfold.ledger.budgets.evaluate.BudgetSettings;
import io.keyfold.ledger.budgets.evaluate.ChangedTenants;
import io.keyfold.ledger.budgets.evaluate.EvaluationThread;
import io.keyfold.ledger.budgets.evaluate.Evaluator;
import io.keyfold.ledger.budgets.evaluate.SignsOfLife;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.signal.KafkaSignalLog;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Budgets and their evaluation. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BudgetSettings.class)
class BudgetWiring {

  @Bean
  ChangedTenants changedTenants() {
    return new ChangedTenants();
  }

  @Bean
  BudgetSums budgetSums(Reports reports, @Qualifier("priceListsView") View priceLists) {
    return new BudgetSums(reports, priceLists);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  KafkaSignalLog ledgerSignals(LogParts log, KafkaProperties kafka) {
    return log.signals("ledger-service", Topics.LEDGER_SIGNALS, kafka.buildConsumerProperties());
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  EvaluationThread budgetEvaluation(
    ChangedTenants changed,
    @Qualifier("priceListsView") View own,
    @Qualifier("deploymentsView") View deployments,
    BudgetSums sums,
    CommandLog log,
    FoldedTopic usageRecords,
    KafkaSignalLog ledgerSignals,
    BudgetSettings settings,
    Clock clock,
    ThreadSupervisor threads,
    MeterRegistry metrics
  ) {
    own.listen((key, event, headers) -> changed.folded(event));
    deployments.listen((key, event, headers) -> changed.deployment(key));
    return new EvaluationThread(
      changed,
      own,
      new Evaluator(own, sums, log),
      new SignsOfLife(own, usageRecords.caughtUp(), ledgerSignals, settings.signInterval(), clock),
      settings,
      clock,
      threads,
      metrics
    );
  }
}
