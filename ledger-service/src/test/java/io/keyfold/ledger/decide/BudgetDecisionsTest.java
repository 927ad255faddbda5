package io.keyfold.ledger.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.budgets.ActiveBudget;
import io.keyfold.ledger.budgets.Budget;
import io.keyfold.ledger.budgets.BudgetsFold;
import io.keyfold.ledger.budgets.Interval;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.commands.RecordBudgetUse;
import io.keyfold.ledger.commands.UpdateBudget;
import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetReleased;
import io.keyfold.ledger.events.BudgetThresholdReached;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.testing.Budgets;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.BudgetTerms;
import io.keyfold.schema.CommandMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class BudgetDecisionsTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final TenantId OTHER = new TenantId("tnt_b");
  private static final Instant DAY = Instant.parse("2026-11-22T00:00:00Z");
  private static final Instant NEXT = Instant.parse("2026-11-23T00:00:00Z");

  private final MapState state = new MapState();
  private final List<LedgerEvent> events = new ArrayList<>();

  @BeforeEach
  void aBudgetOfTenCalls() {
    accepted(Budgets.create(TENANT, "bdg_1", Budgets.calls(10), DAY));
  }

  @Test
  void eachThresholdIsReachedOnceAndThenTheBudgetIsExhausted() {
    assertThat(rejected(Budgets.used(TENANT, "bdg_1", DAY, "4", 4L))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(accepted(Budgets.used(TENANT, "bdg_1", DAY, "8", 8L)))
      .extracting(event -> ((BudgetThresholdReached) event).getThreshold())
      .containsExactly(50, 80);
    assertThat(accepted(Budgets.used(TENANT, "bdg_1", DAY, "11", 11L)))
      .extracting(Object::getClass)
      .isEqualTo(List.of(BudgetThresholdReached.class, BudgetExhausted.class));
    assertThat(budget().isExhausted(new Interval(DAY, NEXT))).isTrue();
    assertThat(budget().version()).isEqualTo(5);
  }

  @Test
  @Tag("promise-2")
  void theSecondEvaluatorChangesNothing() {
    RecordBudgetUse use = Budgets.used(TENANT, "bdg_1", DAY, "10", 10L);
    accepted(use);

    assertThat(rejected(use)).isEqualTo(ErrorCode.CONFLICT);
    assertThat(rejected(Budgets.used(TENANT, "bdg_1", DAY, "12", 12L))).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void anInstanceThatLagsDoesNotRelease() {
    accepted(Budgets.used(TENANT, "bdg_1", DAY, "10", 5L, 5L));

    assertThat(rejected(Budgets.used(TENANT, "bdg_1", DAY, "9", 5L, 4L))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(rejected(Budgets.used(TENANT, "bdg_1", DAY, "9", 9L))).isEqualTo(ErrorCode.CONFLICT);
    assertThat(accepted(Budgets.used(TENANT, "bdg_1", DAY, "9", 5L, 5L)).getLast()).isInstanceOf(BudgetReleased.class);
    assertThat(budget().isExhausted(new Interval(DAY, NEXT))).isFalse();
  }

  @Test
  void aRaisedLimitReleasesAndItsThresholdsAreReachedAnew() {
    accepted(Budgets.used(TENANT, "bdg_1", DAY, "10", 10L));
    accepted(Budgets.update(TENANT, "bdg_1", Budgets.calls(20), DAY.plusSeconds(5)));

    assertThat(accepted(Budgets.used(TENANT, "bdg_1", DAY, "10", 10L)))
      .extracting(Object::getClass)
      .isEqualTo(List.of(BudgetThresholdReached.class, BudgetReleased.class));
  }

  @Test
  void aNewPeriodBeginsWithNothingAndAnEarlierOneIsOver() {
    accepted(Budgets.used(TENANT, "bdg_1", DAY, "10", 10L));

    assertThat(budget().isExhausted(new Interval(NEXT, NEXT.plusSeconds(86_400)))).isFalse();
    assertThat(accepted(Budgets.used(TENANT, "bdg_1", NEXT, "5", 15L))).hasSize(1);
    assertThat(rejected(Budgets.used(TENANT, "bdg_1", DAY, "9", 16L))).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  void anArchivedBudgetDoesNotChange() {
    accepted(Budgets.archive(TENANT, "bdg_1", DAY));

    assertThat(rejected(Budgets.used(TENANT, "bdg_1", DAY, "10", 10L))).isEqualTo(ErrorCode.GONE);
    assertThat(rejected(Budgets.update(TENANT, "bdg_1", Budgets.calls(1), DAY))).isEqualTo(ErrorCode.GONE);
    assertThat(Budget.active(state, TENANT)).isEmpty();
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsBudgetIsUnknown() {
    assertThat(rejected(Budgets.update(OTHER, "bdg_1", Budgets.calls(1), DAY))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(rejected(Budgets.archive(OTHER, "bdg_1", DAY))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(rejected(Budgets.used(OTHER, "bdg_1", DAY, "10", 10L))).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(Budget.active(state, OTHER)).isEmpty();
  }

  @Test
  void aChangeOfAnotherVersionIsRejected() {
    UpdateBudget stale = Budgets.update(TENANT, "bdg_1", Budgets.calls(1), DAY);
    stale = UpdateBudget.newBuilder(stale)
      .setMeta(CommandMeta.newBuilder(stale.getMeta()).setExpectedVersion(7L).build())
      .build();

    assertThat(rejected(stale)).isEqualTo(ErrorCode.PRECONDITION_FAILED);
  }

  @Test
  void activeBudgetsAreLimited() {
    for (int i = 1; i < Budget.MAX_ACTIVE; i++) {
      accepted(Budgets.create(TENANT, "bdg_x" + i, Budgets.calls(1), DAY));
    }
    assertThat(rejected(Budgets.create(TENANT, "bdg_y", Budgets.calls(1), DAY))).isEqualTo(ErrorCode.CONFLICT);
    accepted(Budgets.create(OTHER, "bdg_y", Budgets.calls(1), DAY));
    accepted(Budgets.archive(TENANT, "bdg_1", DAY));
    accepted(Budgets.create(TENANT, "bdg_z", Budgets.calls(1), DAY));
  }

  @Test
  void budgetsThatRejectWithoutASignAreIndexed() {
    BudgetTerms rejecting = BudgetTerms.newBuilder(Budgets.calls(1)).setRejectWhenUnknown(true).build();
    accepted(Budgets.update(TENANT, "bdg_1", rejecting, DAY));
    assertThat(rejecting()).containsExactly("tnt_a/bdg_1");

    accepted(Budgets.update(TENANT, "bdg_1", Budgets.calls(1), DAY));
    assertThat(rejecting()).isEmpty();
  }

  @Test
  @Tag("promise-7")
  void aRepeatedReplayGivesTheSameState() {
    accepted(Budgets.used(TENANT, "bdg_1", DAY, "10", 10L));
    accepted(Budgets.update(TENANT, "bdg_1", Budgets.calls(20), DAY));
    accepted(Budgets.used(TENANT, "bdg_1", DAY, "10", 10L));
    Budget before = budget();

    state.apply(new BudgetsFold(), events);

    assertThat(budget()).isEqualTo(before);
  }

  private List<String> rejecting() {
    List<String> ids = new ArrayList<>();
    state.scan(Scan.all(TenantId.PLATFORM, ActiveBudget.REJECTING), (id, active) -> ids.add(id));
    return ids;
  }

  private Budget budget() {
    return state.find(Budget.key(TENANT, "bdg_1")).orElseThrow();
  }

  private List<LedgerEvent> accepted(LedgerCommand command) {
    Decision<LedgerEvent> decision = new LedgerDecider().decide(command, state);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    List<LedgerEvent> decided = ((Decision.Accepted<LedgerEvent>) decision).events();
    events.addAll(decided);
    state.apply(new BudgetsFold(), decided);
    return decided;
  }

  private ErrorCode rejected(LedgerCommand command) {
    Decision<LedgerEvent> decision = new LedgerDecider().decide(command, state);
    assertThat(decision).isInstanceOf(Decision.Rejected.class);
    return ((Decision.Rejected<LedgerEvent>) decision).rejection().code();
  }
}
