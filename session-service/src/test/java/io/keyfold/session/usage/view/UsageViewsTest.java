package io.keyfold.session.usage.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.session.usage.CallCounts;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageTotal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UsageViewsTest {

  private final MapState totals = new MapState();

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

    assertThat(changes).hasSize(2);
    assertThat(changes.getLast()).isEqualTo(new Change.Put<>(UsageKinds.progress(0), new Progress(10)));
    fold(totals, new TotalsView(), "k", total(1, 0, 10));
    assertThat(new TotalsPositions(totals).get()).isEqualTo(Map.of(0, 11L));
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
  void aToolCallIsListedFromItsStartAndItsFirstCompletionWins() {
    MeteredOperation call = MeteredOperations.call("tcl_1");
    MapView records = fold(new MapView(), new ToolCallsView(), "pdp_1", MeteredOperations.start(call, "usp_1", 1));
    ViewedToolCalls calls = new ViewedToolCalls(records);
    assertThat(calls.find(MeteredOperations.TENANT, "tcl_1")).map(RecordedCall::outcome).contains("UNKNOWN");

    fold(
      records,
      new ToolCallsView(),
      "pdp_1",
      MeteredOperations.completion(call, Outcome.SUCCEEDED, "usp_1", 2),
      MeteredOperations.completion(call, Outcome.FAILED, "usp_1", 3),
      MeteredOperations.start(call, "usp_1", 1)
    );

    assertThat(calls.find(MeteredOperations.TENANT, "tcl_1")).map(RecordedCall::outcome).contains("SUCCEEDED");
    assertThat(calls.find(new TenantId("tnt_b"), "tcl_1")).isEmpty();
    List<String> ids = new ArrayList<>();
    calls.scan(MeteredOperations.TENANT, "", "", false, entry -> ids.add(entry.id()));
    assertThat(ids).containsExactly("tcl_1");
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
