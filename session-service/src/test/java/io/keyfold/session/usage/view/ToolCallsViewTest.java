package io.keyfold.session.usage.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.idempotency.IdempotencyKeyStore;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-2")
class ToolCallsViewTest {

  private final MapView records = new MapView();

  @Test
  void aKeyedCallIsKnownFromItsStartAndItsFirstCompletionWins() {
    MeteredOperation call = call("tcl_1", MeteredOperations.AT);
    fold(start(call, true));
    assertThat(found("tcl_1")).map(RecordedCall::outcome).contains("UNKNOWN");

    fold(MeteredOperations.completion(call, Outcome.SUCCEEDED, "usp_1", 2));
    fold(MeteredOperations.completion(call, Outcome.FAILED, "usp_1", 3));
    fold(start(call, true));

    assertThat(found("tcl_1")).map(RecordedCall::outcome).contains("SUCCEEDED");
    assertThat(new ViewedToolCalls(records).find(new TenantId("tnt_b"), "tcl_1")).isEmpty();
  }

  @Test
  void aCallWithoutAKeyIsNotStoredButOneOfAnOlderReleaseIs() {
    fold(start(call("tcl_1", MeteredOperations.AT), false));
    fold(start(call("tcl_2", MeteredOperations.AT), null));

    assertThat(found("tcl_1")).isEmpty();
    assertThat(found("tcl_2")).isPresent();
  }

  @Test
  void laterCallsRemoveACallOnlyAfterItsKeyIsForgottenEverywhere() {
    fold(start(call("tcl_1", MeteredOperations.AT), true));

    Instant expiry = MeteredOperations.AT.plus(IdempotencyKeyStore.RETENTION);
    fold(start(call("tcl_2", expiry.plus(Duration.ofHours(23))), true));
    assertThat(found("tcl_1")).isPresent();

    fold(start(call("tcl_3", expiry.plus(Duration.ofHours(25))), true));
    assertThat(found("tcl_1")).isEmpty();
    assertThat(found("tcl_2")).isPresent();
  }

  @Test
  @Tag("promise-7")
  void callsOfOtherPartitionsDoNotRemoveACallSinceTheyAreFoldedInAnyOrder() {
    fold(0, start(call("tcl_1", MeteredOperations.AT), true));

    fold(1, start(call("tcl_2", MeteredOperations.AT.plus(Duration.ofDays(30))), true));

    assertThat(found("tcl_1")).isPresent();
  }

  private static MeteredOperation call(String id, Instant at) {
    return MeteredOperations.call(id, "pdp_1", 1, "send", at);
  }

  private static UsageRecorded start(MeteredOperation call, @Nullable Boolean keyed) {
    return UsageRecorded.newBuilder(MeteredOperations.start(call, "usp_1", 1))
      .setKeyed(keyed)
      .build();
  }

  private Optional<RecordedCall> found(String id) {
    return new ViewedToolCalls(records).find(MeteredOperations.TENANT, id);
  }

  private void fold(UsageEvent event) {
    fold(0, event);
  }

  private void fold(int partition, UsageEvent event) {
    records.apply(
      (UsageEvent it, State before) -> new ToolCallsView().apply(partition, "pdp_1", it, before),
      List.of(event)
    );
  }
}
