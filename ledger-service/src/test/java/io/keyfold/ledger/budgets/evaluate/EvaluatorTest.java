package io.keyfold.ledger.budgets.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.budgets.BudgetSums;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.events.BudgetEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.testing.Budgets;
import io.keyfold.ledger.testing.LedgerSlice;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.schema.Command;
import io.keyfold.schema.PriceListTerms;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import reactor.core.publisher.Mono;

class EvaluatorTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final TenantId OTHER = new TenantId("tnt_b");
  private static final Instant NOW = LedgerSlice.NOW;
  private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(LedgerSlice.class);

  @SuppressWarnings("unchecked")
  private final InMemoryLog<LedgerCommand, LedgerEvent> log = context.getBean(InMemoryLog.class);

  private final List<Command> sent = new ArrayList<>();

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  @Tag("promise-2")
  void twoEvaluatorsRecordEachEventOnce() {
    log.append(Budgets.create(TENANT, "bdg_1", Budgets.calls(2), NOW)).block();
    used(2);

    assertThat(evaluator().evaluate(TENANT, NOW)).contains(MIDNIGHT);
    evaluator().evaluate(TENANT, NOW);

    assertThat(types()).containsExactly(
      "BudgetCreated",
      "BudgetThresholdReached",
      "BudgetThresholdReached",
      "BudgetThresholdReached",
      "BudgetExhausted"
    );
    assertThat(sent).hasSize(1);
  }

  @Test
  void theSameUseHasTheSameCommandId() {
    log.append(Budgets.create(TENANT, "bdg_1", Budgets.calls(2), NOW)).block();
    used(1);
    Evaluator one = new Evaluator(log, context.getBean(BudgetSums.class), this::lost);

    one.evaluate(TENANT, NOW);
    one.evaluate(TENANT, NOW.plusSeconds(1));

    assertThat(sent).hasSize(2);
    assertThat(sent.getFirst().getMeta().getCommandId()).isEqualTo(sent.getLast().getMeta().getCommandId());
  }

  @Test
  @Tag("promise-6")
  void aCorrectedPriceReleasesABudgetOfCost() {
    log.append(Budgets.create(TENANT, "bdg_1", Budgets.cost("1", "EUR"), NOW)).block();
    log.append(PriceLists.create(TENANT, "prl_1", terms("0.5"), NOW)).block();
    used(2);
    evaluator().evaluate(TENANT, NOW);
    assertThat(types()).endsWith("BudgetExhausted");

    log.append(PriceLists.add(TENANT, "prl_1", terms("0.4"), NOW)).block();
    evaluator().evaluate(TENANT, NOW);

    assertThat(types()).endsWith("BudgetReleased");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsUseDoesNotCount() {
    log.append(Budgets.create(OTHER, "bdg_1", Budgets.calls(1), NOW)).block();
    used(2);

    evaluator().evaluate(OTHER, NOW);

    assertThat(types()).containsExactly("BudgetCreated");
    assertThat(evaluator().evaluate(TENANT, NOW)).isEmpty();
  }

  @Test
  void useOfThePeriodBeforeDoesNotCount() {
    log.append(Budgets.create(TENANT, "bdg_1", Budgets.calls(1), NOW)).block();
    used(2);

    evaluator().evaluate(TENANT, MIDNIGHT);

    assertThat(types()).containsExactly("BudgetCreated");
  }

  private static PriceListTerms terms(String price) {
    return PriceLists.terms("EUR", "2026-01-01T00:00:00Z", PriceLists.price("prv_slack", null, price, "0"));
  }

  private Evaluator evaluator() {
    return new Evaluator(log, context.getBean(BudgetSums.class), command -> {
      sent.add(command);
      return log.append(command);
    });
  }

  private Mono<Committed> lost(Command command) {
    sent.add(command);
    return Mono.empty();
  }

  private void used(int calls) {
    TestLedger ledger = context.getBean(TestLedger.class);
    for (int i = 0; i < calls; i++) {
      UsageRecorded call = Records.start("tcl_" + i + "/tool_calls", 1L + 2L * i);
      ledger.write(call, Records.completion(call, Outcome.SUCCEEDED, 2L + 2L * i));
    }
  }

  private List<String> types() {
    return log
      .events()
      .stream()
      .filter(BudgetEvent.class::isInstance)
      .map(event -> event.getClass().getSimpleName())
      .toList();
  }
}
