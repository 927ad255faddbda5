package io.keyfold.session.usage.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.testing.MapView;
import io.keyfold.session.usage.CallCounts;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.session.usage.SpoolShutdown;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.SpoolWatermark;
import io.keyfold.usage.UsageTotal;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UsageViewsTest {

  private static final Instant NOW = MeteredOperations.AT.plusSeconds(600);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final MapState totals = new MapState();
  private final MapView watermarks = new MapView();
  private final Completeness completeness = new Completeness(totals, watermarks, CLOCK);

  @Test
  @Tag("promise-7")
  void theLatestValueOfATotalWinsAcrossReplays() {
    UsageTotal first = total(1, 0, 10);
    UsageTotal second = total(2, 1, 11);

    fold(totals, new TotalsView(), "k", first, second, first, second);

    MapState once = fold(new MapState(), new TotalsView(), "k", first, second);
    assertThat(totals).isEqualTo(once);
    assertThat(new ViewedCallCounts(totals).ofSession(MeteredOperations.TENANT, "ses_1")).isEqualTo(
      new CallCounts.Counts(2, 1)
    );
  }

  @Test
  @Tag("promise-6")
  void progressIsVisibleOnlyAfterTheRowsItIncludes() {
    List<Change> changes = new TotalsView().apply("k", total(1, 0, 10), totals);

    assertThat(changes).hasSize(4);
    assertThat(changes.getLast()).isEqualTo(new Change.Put<>(UsageKinds.progress(0), new Progress(10)));
  }

  @Test
  void countsOfASessionProviderAreItsOwn() {
    fold(totals, new TotalsView(), "k", total(3, 2, 10));
    ViewedCallCounts counts = new ViewedCallCounts(totals);

    assertThat(counts.ofSessionProvider(MeteredOperations.TENANT, "ses_1", "spr_1")).isEqualTo(
      new CallCounts.Counts(3, 2)
    );
    assertThat(counts.ofSessionProvider(MeteredOperations.TENANT, "ses_1", "spr_2")).isEqualTo(CallCounts.Counts.NONE);
    assertThat(counts.ofSession(new TenantId("tnt_b"), "ses_1")).isEqualTo(CallCounts.Counts.NONE);
  }

  @Test
  @Tag("promise-6")
  void withoutASpoolNothingIsKnownToBeComplete() {
    assertThat(completeness.completeUntil()).isEmpty();
  }

  @Test
  @Tag("promise-6")
  void completenessIsTheMinimumOverAllSpools() {
    fold(totals, new TotalsView(), "k", total(1, 1, 10));
    watermark("usp_1", MeteredOperations.AT.plusSeconds(60), Map.of("0", 10L));
    watermark("usp_2", MeteredOperations.AT.plusSeconds(50), Map.of());

    assertThat(completeness.completeUntil()).contains(MeteredOperations.AT.plusSeconds(50));
  }

  @Test
  @Tag("promise-6")
  void completenessStallsWithTheTotals() {
    fold(totals, new TotalsView(), "k", total(1, 1, 10));
    watermark("usp_1", MeteredOperations.AT.plusSeconds(60), Map.of("0", 10L));
    assertThat(completeness.completeUntil()).contains(MeteredOperations.AT.plusSeconds(60));

    for (int i = 1; i < 400; i++) {
      watermark("usp_1", MeteredOperations.AT.plusSeconds(60 + i), Map.of("0", 10L + i));
    }
    assertThat(completeness.completeUntil()).contains(MeteredOperations.AT.plusSeconds(60));

    fold(totals, new TotalsView(), "k", total(2, 2, 409));
    assertThat(completeness.completeUntil()).contains(MeteredOperations.AT.plusSeconds(459));
  }

  @Test
  @Tag("promise-6")
  void aSpoolThatShutDownDoesNotDelayCompletenessUntilItReturns() {
    watermark("usp_1", MeteredOperations.AT.plusSeconds(60), Map.of());
    watermark("usp_2", SpoolShutdown.AT, Map.of());
    assertThat(completeness.completeUntil()).contains(MeteredOperations.AT.plusSeconds(60));

    watermark("usp_1", SpoolShutdown.AT, Map.of());
    assertThat(completeness.completeUntil()).contains(NOW);

    watermark("usp_2", MeteredOperations.AT.plusSeconds(70), Map.of("0", 5L));
    assertThat(completeness.completeUntil()).isEmpty();

    fold(totals, new TotalsView(), "k", total(1, 1, 5));
    assertThat(completeness.completeUntil()).contains(MeteredOperations.AT.plusSeconds(70));
  }

  @Test
  @Tag("promise-6")
  void aSpoolThatLostItsPositionsStillWaitsForTheTotals() {
    watermark("usp_1", MeteredOperations.AT.plusSeconds(60), Map.of("0", 10L, "1", 7L));

    watermark("usp_1", MeteredOperations.AT.plusSeconds(70), Map.of("1", 3L));
    watermark("usp_1", MeteredOperations.AT.plusSeconds(80), Map.of());
    assertThat(completeness.completeUntil()).isEmpty();

    fold(totals, new TotalsView(), "k", total(1, 1, 10));
    assertThat(completeness.completeUntil()).isEmpty();

    fold(
      totals,
      new TotalsView(),
      "k",
      UsageTotal.newBuilder(total(1, 1, 7))
        .setSourcePartition(1)
        .build()
    );
    assertThat(completeness.completeUntil()).contains(MeteredOperations.AT.plusSeconds(80));
  }

  @Test
  void aToolCallIsListedFromItsStartAndItsFirstCompletionWins() {
    MeteredOperation call = MeteredOperations.call("tcl_1");
    MapView records = fold(new MapView(), new ToolCallsView(), "pdp_1", MeteredOperations.start(call, "usp_1", 1));
    ViewedToolCalls calls = new ViewedToolCalls(records);
    assertThat(calls.find(MeteredOperations.TENANT, "tcl_1"))
      .map(ToolCallLog.RecordedCall::outcome)
      .contains("UNKNOWN");

    fold(
      records,
      new ToolCallsView(),
      "pdp_1",
      MeteredOperations.completion(call, Outcome.SUCCEEDED, "usp_1", 2),
      MeteredOperations.completion(call, Outcome.FAILED, "usp_1", 3),
      MeteredOperations.start(call, "usp_1", 1)
    );

    assertThat(calls.find(MeteredOperations.TENANT, "tcl_1"))
      .map(ToolCallLog.RecordedCall::outcome)
      .contains("SUCCEEDED");
    assertThat(calls.find(new TenantId("tnt_b"), "tcl_1")).isEmpty();
    List<String> ids = new ArrayList<>();
    calls.scan(MeteredOperations.TENANT, "", "", false, entry -> ids.add(entry.id()));
    assertThat(ids).containsExactly("tcl_1");
  }

  /**
   * After a crash, a view folds the records since its last checkpoint again, onto a store that may include all of them.
   */
  @Test
  @Tag("promise-7")
  void replayedWatermarksChangeNothing() {
    MapState once = watermarks(new MapState(), 0, 300);

    for (int from : List.of(0, 100, 160, 200, 240, 260, 290, 299)) {
      MapState again = watermarks(watermarks(new MapState(), 0, 300), from, 300);

      assertThat(again)
        .as("from " + from)
        .isEqualTo(once);
    }
  }

  /** Compaction leaves the last watermark of a spool: a view rebuilt from it equals one that saw all watermarks. */
  @Test
  @Tag("promise-7")
  void theLastWatermarkAloneGivesTheSameView() {
    for (int until : List.of(1, 51, 100, 151, 160, 300)) {
      assertThat(watermarks(new MapState(), until - 1, until))
        .as("until " + until)
        .isEqualTo(watermarks(new MapState(), 0, until));
    }
  }

  /** Watermarks of a spool that shuts down, returns, is retired by an operator, and returns. */
  private static MapState watermarks(MapState state, int from, int to) {
    SpecificRecord[] marks = IntStream.range(from, to)
      .mapToObj(i -> i == 150 ? null : new SpoolWatermark("usp_1", toldAt(i), Map.of("0", i / 3L)))
      .toArray(SpecificRecord[]::new);
    return fold(state, new WatermarksView(), "usp_1", marks);
  }

  private static Instant toldAt(int i) {
    return i % 100 == 50 ? SpoolShutdown.AT : MeteredOperations.AT.plusSeconds(i);
  }

  private void watermark(String spool, Instant until, Map<String, Long> positions) {
    fold(watermarks, new WatermarksView(), spool, new SpoolWatermark(spool, until, positions));
    completeness.completeUntil();
  }

  private static MapState fold(MapState state, RecordFold fold, String key, SpecificRecord... records) {
    return state.apply(
      (SpecificRecord record, State before) -> fold.apply(key, record, before),
      Arrays.asList(records)
    );
  }

  private static MapView fold(MapView view, RecordFold fold, String key, SpecificRecord... records) {
    return view.apply((SpecificRecord record, State before) -> fold.apply(key, record, before), Arrays.asList(records));
  }

  private static UsageTotal total(long count, long succeeded, long offset) {
    return UsageTotal.newBuilder()
      .setBucketStart(MeteredOperations.AT)
      .setTenantId(MeteredOperations.TENANT.value())
      .setProviderId("prv_slack")
      .setProviderDeploymentId("pdp_1")
      .setAuthConfigId("pac_1")
      .setCredentialVersion(1L)
      .setSessionId("ses_1")
      .setSessionProviderId("spr_1")
      .setTool("send")
      .setMeter("tool_calls")
      .setPayer(Payer.CUSTOMER)
      .setUnit("call")
      .setQuantity(BigDecimal.valueOf(count).setScale(9))
      .setCount(count)
      .setSucceeded(succeeded)
      .setFailed(0)
      .setOutcomeUnknown(count - succeeded)
      .setSourcePartition(0)
      .setSourceOffset(offset)
      .setUpdatedAt(MeteredOperations.AT)
      .build();
  }
}
