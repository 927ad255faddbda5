package io.keyfold.platform.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-6")
class UsageDecisionTest {

  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final Map<String, String> NONE = Map.of();
  private static final Map<String, String> OPEN = Map.of("tcl_1/tool_calls", "as it began");

  @Test
  void anOperationIsInProgressUnlessItsOnlyRecordHasItsOutcome() {
    UsageRecorded call = start(Outcome.UNKNOWN, 2);
    UsageRecorded resolution = start(Outcome.SUCCEEDED, 2);

    assertThat(decided(call, 1, NONE)).isEqualTo(new UsageDecision.Started<>(call, true));
    assertThat(decided(resolution, 1, NONE)).isEqualTo(new UsageDecision.Started<>(resolution, false));
  }

  @Test
  void whatIsNotAboveTheLastSequenceIsARepetition() {
    assertThat(decided(start(Outcome.UNKNOWN, 2), 2, NONE).verdict()).isEqualTo(Verdict.REPEATED);
    assertThat(decided(completion(Outcome.SUCCEEDED, null, 1), 2, OPEN).verdict()).isEqualTo(Verdict.REPEATED);
  }

  @Test
  void theFirstStartAndTheFirstCompletionWin() {
    assertThat(decided(start(Outcome.UNKNOWN, 3), 2, OPEN).verdict()).isEqualTo(Verdict.CONFLICTING);
    assertThat(decided(completion(Outcome.SUCCEEDED, null, 3), 2, NONE).verdict()).isEqualTo(Verdict.UNMATCHED);
  }

  @Test
  void aCompletionEndsTheOperationAsItBegan() {
    UsageCompleted completion = completion(Outcome.FAILED, "tool_error", 3);

    assertThat(decided(completion, 2, OPEN)).isEqualTo(new UsageDecision.Completed<>(completion, "as it began", true));
    assertThat(decided(completion, 2, OPEN).verdict()).isEqualTo(Verdict.COMPLETED);
  }

  @Test
  void onlyAFailureThatIsUnavailableWasNotAttempted() {
    assertThat(decided(completion(Outcome.FAILED, "unavailable", 3), 2, OPEN).verdict()).isEqualTo(Verdict.TAKEN_BACK);
    assertThat(decided(completion(Outcome.TIMED_OUT, "unavailable", 3), 2, OPEN).verdict()).isEqualTo(
      Verdict.COMPLETED
    );
  }

  private static UsageDecision<String> decided(UsageEvent event, long last, Map<String, String> open) {
    return UsageDecision.of(event, last, recordId -> Optional.ofNullable(open.get(recordId)));
  }

  private static UsageRecorded start(Outcome outcome, long sequence) {
    return UsageRecorded.newBuilder()
      .setRecordId("tcl_1/tool_calls")
      .setSpoolId("usp_1")
      .setSpoolSequence(sequence)
      .setOccurredAt(AT)
      .setRecordedAt(AT)
      .setActor(new Actor(ActorType.API_KEY, "key_1"))
      .setRequestId("req_1")
      .setTenantId("tnt_a")
      .setProviderId("prv_1")
      .setProviderDeploymentId("pdp_1")
      .setMeter("tool_calls")
      .setPayer(Payer.CUSTOMER)
      .setUnit("call")
      .setQuantity(BigDecimal.ONE)
      .setOutcome(outcome)
      .build();
  }

  private static UsageCompleted completion(Outcome outcome, @Nullable String errorCode, long sequence) {
    return UsageCompleted.newBuilder()
      .setRecordId("tcl_1/tool_calls")
      .setSpoolId("usp_1")
      .setSpoolSequence(sequence)
      .setOccurredAt(AT)
      .setRecordedAt(AT)
      .setActor(new Actor(ActorType.API_KEY, "key_1"))
      .setRequestId("req_1")
      .setTenantId("tnt_a")
      .setProviderId("prv_1")
      .setProviderDeploymentId("pdp_1")
      .setMeter("tool_calls")
      .setPayer(Payer.CUSTOMER)
      .setUnit("call")
      .setQuantity(BigDecimal.ONE)
      .setOutcome(outcome)
      .setDurationMicros(1)
      .setErrorCode(errorCode)
      .build();
  }
}
