package io.keyfold.session.usage.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class ToolCallsViewTest {

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

  private static MapView fold(MapView view, RecordFold fold, String key, SpecificRecord... records) {
    return view.apply((SpecificRecord record, State before) -> fold.apply(key, record, before), Arrays.asList(records));
  }
}
