package io.keyfold.authconfig.refresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.CallFailure.Reason;
import io.keyfold.authconfig.oauth.TokenResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A provider that keeps failing is left alone for a while, and then probed. */
class ProviderBreakersTest {

  private static final TokenResult DOWN = ambiguous(Reason.TIMEOUT, null);
  private static final TokenResult REFUSED = new TokenResult.Rejected("invalid_grant", null);

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ProviderBreakers breakers = new ProviderBreakers(Refreshes.properties(100, 100), meters);

  @Test
  void aProviderThatIsDownIsNotCalledAndOthersAre() {
    fail("prv_1", DOWN, 5);
    assertThat(breakers.permit("prv_1")).isEmpty();
    assertThat(breakers.allowance("prv_1")).isZero();
    assertThat(breakers.permit("prv_2")).isPresent();
    assertThat(breakers.allowance("prv_2")).isEqualTo(Integer.MAX_VALUE);
    assertThat(meters.get("keyfold.refresh.breakers.open").gauge().value()).isEqualTo(1);
  }

  @Test
  void afterThePauseAFewProbesDecide() {
    fail("prv_1", DOWN, 5);
    await()
      .atMost(Duration.ofSeconds(30))
      .untilAsserted(() -> assertThat(breakers.allowance("prv_1")).isEqualTo(ProviderBreakers.PROBES));
    for (int probe = 0; probe < ProviderBreakers.PROBES; probe++) {
      breakers.permit("prv_1").orElseThrow().ended(REFUSED);
    }
    assertThat(breakers.allowance("prv_1")).isEqualTo(Integer.MAX_VALUE);
    assertThat(meters.get("keyfold.refresh.breakers.open").gauge().value()).isZero();
  }

  @Test
  void answersAndOurOwnLimitsAreNoFailuresOfTheProvider() {
    fail("prv_1", REFUSED, 20);
    fail("prv_1", ambiguous(Reason.TOO_LARGE, 200), 20);
    fail("prv_1", new TokenResult.Transient(new CallFailure(Reason.BUSY, null), null), 20);
    fail("prv_1", new TokenResult.Transient(new CallFailure(Reason.EGRESS_PROXY, null), null), 20);
    fail("prv_1", new TokenResult.Transient(new CallFailure(Reason.ERROR_STATUS, 429), null), 20);
    assertThat(breakers.permit("prv_1")).isPresent();
  }

  @Test
  void aPermitThatIsNotUsedDoesNotCount() {
    fail("prv_1", DOWN, 4);
    for (int i = 0; i < 20; i++) {
      breakers.permit("prv_1").orElseThrow().unused();
    }
    assertThat(breakers.permit("prv_1")).isPresent();
  }

  @Test
  void theNumberOfBreakersIsBounded() {
    for (int i = 0; i < ProviderBreakers.MAX_BREAKERS + 100; i++) {
      fail("prv_" + i, DOWN, 1);
    }
    await()
      .atMost(Duration.ofSeconds(30))
      .untilAsserted(() ->
        assertThat(meters.get("keyfold.refresh.breakers").gauge().value()).isLessThanOrEqualTo(
          ProviderBreakers.MAX_BREAKERS
        )
      );
  }

  private void fail(String provider, TokenResult result, int times) {
    for (int i = 0; i < times; i++) {
      breakers.permit(provider).orElseThrow().ended(result);
    }
  }

  private static TokenResult ambiguous(Reason reason, @Nullable Integer status) {
    return new TokenResult.Ambiguous(new CallFailure(reason, status));
  }
}
