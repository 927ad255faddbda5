package io.keyfold.ledger.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.ledger.prices.Price;
import io.keyfold.ledger.prices.PriceInterval;
import io.keyfold.ledger.prices.PriceKind;
import io.keyfold.ledger.prices.Tiers;
import io.keyfold.platform.error.ApiException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceSelectionTest {

  @Test
  void timesWithoutAPriceHaveNoSegment() {
    List<PriceSegment> segments = PriceSelection.of(
      List.of(contract("prl_1", null, "1", 0, 10), contract("prl_1", null, "2", 20, 30))
    );

    assertThat(segments).extracting(PriceSegment::start).containsExactly(at(0), at(20));
    assertThat(segments).extracting(PriceSegment::end).containsExactly(at(10), at(30));
  }

  @Test
  void theContractComesBeforeTheListPriceAndBothAreKnown() {
    List<PriceSegment> segments = PriceSelection.of(
      List.of(list("prl_1", null, "1", 0, 30), contract("prl_2", null, "2", 10, 20))
    );

    assertThat(segments).extracting(PriceSelectionTest::effective).containsExactly("1", "2", "1");
    assertThat(segments).allSatisfy(segment -> assertThat(segment.list()).isNotNull());
  }

  @Test
  void aToolsPriceComesBeforeThatOfAllTools() {
    List<PriceSegment> segments = PriceSelection.of(
      List.of(contract("prl_1", null, "1", 5, 30), contract("prl_1", "search", "2", 0, 20))
    );

    assertThat(segments)
      .filteredOn(segment -> segment.tool().equals("search"))
      .extracting(PriceSelectionTest::effective)
      .containsExactly("2", "1");
    assertThat(segments)
      .filteredOn(segment -> segment.tool().isEmpty())
      .extracting(PriceSelectionTest::effective)
      .containsExactly("1");
  }

  @Test
  void theContractOfAllToolsComesBeforeTheListPriceOfTheTool() {
    List<PriceSegment> segments = PriceSelection.of(
      List.of(contract("prl_1", null, "1", 0, 10), list("prl_2", "search", "2", 0, 10))
    );

    assertThat(segments).extracting(PriceSelectionTest::effective).containsOnly("1");
  }

  @Test
  void ofSeveralListsTheLastEffectiveThenTheNewestCounts() {
    assertThat(PriceSelection.of(List.of(contract("prl_9", null, "1", 0, 30), contract("prl_1", null, "2", 10, 20))))
      .extracting(PriceSelectionTest::effective)
      .containsExactly("1", "2", "1");
    assertThat(PriceSelection.of(List.of(contract("prl_9", null, "1", 0, 30), contract("prl_1", null, "2", 0, 30))))
      .extracting(PriceSelectionTest::effective)
      .containsExactly("1");
  }

  @Test
  void providersAndMetersDoNotMix() {
    PriceInterval other = new PriceInterval(
      PriceKind.CONTRACT,
      "prl_1",
      1,
      "EUR",
      new Price("prv_2", null, "credential_resolutions", BigDecimal.TEN, BigDecimal.ZERO, Tiers.NONE),
      at(0),
      at(10)
    );

    assertThat(PriceSelection.of(List.of(contract("prl_1", "search", "1", 0, 10), other)))
      .extracting(PriceSegment::providerId)
      .containsExactly("prv_1", "prv_2");
  }

  @Test
  void tooManySegmentsAreRefused() {
    List<PriceInterval> prices = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      prices.add(contract("prl_1", "tool" + i, "1", 0, 1_000));
    }
    for (int i = 0; i < 200; i++) {
      prices.add(contract("prl_2", null, String.valueOf(i), 1_000 + i, 1_001 + i));
    }

    assertThatThrownBy(() -> PriceSelection.of(prices)).isInstanceOf(ApiException.class);
  }

  private static String effective(PriceSegment segment) {
    return segment.effective().price().unitPrice().stripTrailingZeros().toPlainString();
  }

  private static PriceInterval contract(String list, @Nullable String tool, String unit, int start, int end) {
    return interval(PriceKind.CONTRACT, list, tool, unit, start, end);
  }

  private static PriceInterval list(String list, @Nullable String tool, String unit, int start, int end) {
    return interval(PriceKind.LIST, list, tool, unit, start, end);
  }

  private static PriceInterval interval(
    PriceKind kind,
    String list,
    @Nullable String tool,
    String unit,
    int start,
    int end
  ) {
    Price price = new Price("prv_1", tool, "tool_calls", new BigDecimal(unit), BigDecimal.ZERO, Tiers.NONE);
    return new PriceInterval(kind, list, 1, "EUR", price, at(start), at(end));
  }

  private static Instant at(int second) {
    return Instant.ofEpochSecond(second);
  }
}
