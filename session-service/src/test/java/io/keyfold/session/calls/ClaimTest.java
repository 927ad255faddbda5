package io.keyfold.session.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A claim never starts before the time up to which its instance has reported usage as complete. */
class ClaimTest {

  private static final Instant REQUESTED_AT = Instant.parse("2026-11-27T02:00:00Z");

  @Test
  void aClaimStartsAtTheTimeOfTheRequest() {
    CallRequest.Claim claim = CallRequest.Claim.of(REQUESTED_AT, REQUESTED_AT.minusSeconds(5));

    assertThat(claim.id()).startsWith(CallRequest.ID_PREFIX + Ids.time(REQUESTED_AT));
    assertThat(claim.until()).isEqualTo(REQUESTED_AT.plus(CallRequest.Claim.VALIDITY));
  }

  @Test
  void withAClockThatWasSetBackAClaimStartsAtTheFloor() {
    Instant complete = REQUESTED_AT.plus(Duration.ofHours(1));

    CallRequest.Claim claim = CallRequest.Claim.of(REQUESTED_AT, complete);

    assertThat(claim.id()).startsWith(CallRequest.ID_PREFIX + Ids.time(complete));
    assertThat(claim.until()).isEqualTo(complete.plus(CallRequest.Claim.VALIDITY));
  }
}
