package io.keyfold.session.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.Ids;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One command, one effect: a claim is never in the time that its instance has promised to be complete. */
class ClaimTest {

  private static final Instant ASKED = Instant.parse("2026-11-27T02:00:00Z");

  @Test
  void aClaimBeginsWhenItIsAskedFor() {
    CallRequest.Claim claim = CallRequest.Claim.of(ASKED, ASKED.minusSeconds(5));

    assertThat(claim.id()).startsWith(CallRequest.ID_PREFIX + Ids.time(ASKED));
    assertThat(claim.until()).isEqualTo(ASKED.plus(CallRequest.Claim.HOLDS));
  }

  @Test
  void byAClockThatWasSetBackItBeginsWhereTheCompleteTimeEnds() {
    Instant complete = ASKED.plus(Duration.ofHours(1));

    CallRequest.Claim claim = CallRequest.Claim.of(ASKED, complete);

    assertThat(claim.id()).startsWith(CallRequest.ID_PREFIX + Ids.time(complete));
    assertThat(claim.until()).isEqualTo(complete.plus(CallRequest.Claim.HOLDS));
  }
}
