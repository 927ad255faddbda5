package io.keyfold.benchmarks.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.usage.MeteredOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyntheticCallsTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Instant END = Instant.parse("2026-11-30T00:00:00Z");

  @Test
  void fourOfFiveCallsAreOfTheTenantInTheOrderOfTime() {
    SyntheticCalls source = new SyntheticCalls(TENANT, 1_000, END);
    List<MeteredOperation> calls = new ArrayList<>();
    while (source.hasNext()) {
      calls.add(source.next());
    }
    assertThat(calls)
      .hasSize(1_250)
      .isSortedAccordingTo((a, b) -> a.occurredAt().compareTo(b.occurredAt()));
    assertThat(calls)
      .filteredOn(call -> call.tenant().equals(TENANT))
      .hasSize(1_000);
    assertThat(calls).extracting(MeteredOperation::recordId).doesNotHaveDuplicates();
    assertThat(calls.getFirst().occurredAt()).isEqualTo(END.minus(SyntheticCalls.SPAN));
    assertThat(calls.getLast().occurredAt()).isBefore(END);
    assertThat(calls).anyMatch(call -> source.session().equals(call.sessionId()));
    assertThat(calls).anyMatch(call -> source.deployment().equals(call.deploymentId()));
  }
}
