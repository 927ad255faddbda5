package io.keyfold.ledger.decide;

import static io.keyfold.ledger.testing.PriceLists.price;
import static io.keyfold.ledger.testing.PriceLists.terms;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.commands.AddPriceListVersion;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.prices.PriceKind;
import io.keyfold.ledger.prices.PriceList;
import io.keyfold.ledger.prices.PriceListVersion;
import io.keyfold.ledger.prices.PriceListsFold;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.PriceListTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class LedgerDeciderTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final PriceListTerms TERMS = terms("EUR", "2026-01-01T00:00:00Z", price("prv_1", null, "0.01", "0"));

  private final MapState state = new MapState();
  private final List<LedgerEvent> events = new ArrayList<>();

  @Test
  void aListBeginsWithItsFirstVersion() {
    accepted(PriceLists.create(TENANT, "prl_1", TERMS, NOON));

    assertThat(state.find(PriceList.key(TENANT, "prl_1"))).hasValueSatisfying(list -> {
      assertThat(list.kind()).isEqualTo(PriceKind.CONTRACT);
      assertThat(list.version()).isEqualTo(1);
    });
    assertThat(state.find(PriceListVersion.key(TENANT, "prl_1", 1))).hasValueSatisfying(version ->
      assertThat(version.prices()).hasSize(1)
    );
  }

  @Test
  void theOperatorsListsHaveListPrices() {
    accepted(PriceLists.create(TenantId.PLATFORM, "prl_1", TERMS, NOON));

    assertThat(state.find(PriceList.key(TenantId.PLATFORM, "prl_1")).orElseThrow().kind()).isEqualTo(PriceKind.LIST);
  }

  @Test
  void aCorrectionIsOneMoreVersionWithAnEarlierTime() {
    accepted(PriceLists.create(TENANT, "prl_1", TERMS, NOON));
    accepted(PriceLists.add(TENANT, "prl_1", terms("USD", "2025-06-01T00:00:00Z"), NOON.plusSeconds(1)));

    assertThat(
      state
        .find(PriceListVersion.key(TENANT, "prl_1", 1))
        .orElseThrow()
        .currency()
    ).isEqualTo("EUR");
    assertThat(
      state
        .find(PriceListVersion.key(TENANT, "prl_1", 2))
        .orElseThrow()
        .currency()
    ).isEqualTo("USD");
  }

  @Test
  void anArchivedListDoesNotChange() {
    accepted(PriceLists.create(TENANT, "prl_1", TERMS, NOON));
    accepted(PriceLists.archive(TENANT, "prl_1", NOON.plusSeconds(1)));

    assertThat(rejected(PriceLists.add(TENANT, "prl_1", TERMS, NOON))).isEqualTo(ErrorCode.GONE);
    assertThat(rejected(PriceLists.archive(TENANT, "prl_1", NOON))).isEqualTo(ErrorCode.GONE);
    assertThat(state.find(PriceList.key(TENANT, "prl_1")).orElseThrow().archivedAt()).isEqualTo(NOON.plusSeconds(1));
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsListIsUnknown() {
    accepted(PriceLists.create(TENANT, "prl_1", TERMS, NOON));

    assertThat(rejected(PriceLists.add(new TenantId("tnt_b"), "prl_1", TERMS, NOON))).isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void aChangeOfAnotherVersionIsRejected() {
    accepted(PriceLists.create(TENANT, "prl_1", TERMS, NOON));
    AddPriceListVersion stale = PriceLists.add(TENANT, "prl_1", TERMS, NOON);
    stale = AddPriceListVersion.newBuilder(stale)
      .setMeta(CommandMeta.newBuilder(stale.getMeta()).setExpectedVersion(7L).build())
      .build();

    assertThat(rejected(stale)).isEqualTo(ErrorCode.PRECONDITION_FAILED);
  }

  @Test
  void listsAndVersionsAreLimitedAndArchivedListsDoNotCount() {
    for (int i = 0; i < PriceList.MAX_ACTIVE; i++) {
      accepted(PriceLists.create(TENANT, "prl_" + i, TERMS, NOON));
    }
    assertThat(rejected(PriceLists.create(TENANT, "prl_x", TERMS, NOON))).isEqualTo(ErrorCode.CONFLICT);
    accepted(PriceLists.archive(TENANT, "prl_0", NOON));
    accepted(PriceLists.create(TENANT, "prl_x", TERMS, NOON));
    for (int i = 1; i < PriceList.MAX_VERSIONS; i++) {
      accepted(PriceLists.add(TENANT, "prl_x", TERMS, NOON));
    }
    assertThat(rejected(PriceLists.add(TENANT, "prl_x", TERMS, NOON))).isEqualTo(ErrorCode.CONFLICT);
  }

  @Test
  @Tag("promise-7")
  void aRepeatedReplayGivesTheSameState() {
    accepted(PriceLists.create(TENANT, "prl_1", TERMS, NOON));
    accepted(PriceLists.add(TENANT, "prl_1", TERMS, NOON));
    accepted(PriceLists.archive(TENANT, "prl_1", NOON));
    PriceList before = state.find(PriceList.key(TENANT, "prl_1")).orElseThrow();

    state.apply(new PriceListsFold(), events);

    assertThat(state.find(PriceList.key(TENANT, "prl_1"))).contains(before);
    assertThat(rejected(PriceLists.create(TENANT, "prl_1", TERMS, NOON))).isEqualTo(ErrorCode.CONFLICT);
  }

  private void accepted(LedgerCommand command) {
    Decision<LedgerEvent> decision = new LedgerDecider().decide(command, state);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    List<LedgerEvent> decided = ((Decision.Accepted<LedgerEvent>) decision).events();
    events.addAll(decided);
    state.apply(new PriceListsFold(), decided);
  }

  private ErrorCode rejected(LedgerCommand command) {
    Decision<LedgerEvent> decision = new LedgerDecider().decide(command, state);
    assertThat(decision).isInstanceOf(Decision.Rejected.class);
    return ((Decision.Rejected<LedgerEvent>) decision).rejection().code();
  }
}
