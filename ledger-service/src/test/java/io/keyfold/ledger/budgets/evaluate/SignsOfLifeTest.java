package io.keyfold.ledger.budgets.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.budgets.BudgetsFold;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.decide.LedgerDecider;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.signals.BudgetsEvaluated;
import io.keyfold.ledger.testing.Budgets;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.signal.SignalLog;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.schema.BudgetTerms;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class SignsOfLifeTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Instant NOW = Instant.parse("2026-11-22T11:00:00Z");

  private final InMemoryLog<LedgerCommand, LedgerEvent> budgets = new InMemoryLog<>(
    LedgerCommand.class,
    new LedgerDecider(),
    List.of(new BudgetsFold())
  );
  private final AtomicReference<Mono<Void>> end = new AtomicReference<>(Mono.empty());
  private final Sent sent = new Sent();
  private final SignsOfLife signs = new SignsOfLife(
    budgets,
    Mono.defer(end::get),
    sent,
    Duration.ofSeconds(5),
    Clock.fixed(NOW, ZoneOffset.UTC)
  );

  @Test
  void signsAreSentOnlyWhileABudgetNeedsThemAndOncePerInterval() {
    budgets.append(Budgets.create(TENANT, "bdg_1", Budgets.calls(1), NOW)).block();
    assertThat(signs.isDue()).isFalse();
    BudgetTerms rejecting = BudgetTerms.newBuilder(Budgets.calls(1)).setRejectWhenUnknown(true).build();
    budgets.append(Budgets.create(TENANT, "bdg_2", rejecting, NOW)).block();
    assertThat(signs.isDue()).isTrue();

    signs.send(signs.foldedUntil());

    assertThat(sent.signals).containsExactly(new BudgetsEvaluated(NOW));
    assertThat(signs.isDue()).isFalse();
  }

  @Test
  void aLedgerThatIsBehindGivesNoSign() {
    end.set(Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "behind")));

    signs.send(signs.foldedUntil());

    assertThat(sent.signals).isEmpty();
  }

  private static final class Sent implements SignalLog {

    private final List<SpecificRecord> signals = new ArrayList<>();

    @Override
    public void send(String key, String subject, Instant at, SpecificRecord signal) {
      signals.add(signal);
    }

    @Override
    public void listen(Consumer<SpecificRecord> receiver) {
      // Nobody listens here.
    }
  }
}
