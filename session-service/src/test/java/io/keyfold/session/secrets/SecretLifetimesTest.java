package io.keyfold.session.secrets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import io.keyfold.session.testing.Fixtures;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SecretLifetimesTest {

  private static final Instant AT = Fixtures.AT;

  private final SecretLifetimes lifetimes = new SecretLifetimes(
    new SecretProperties(Duration.ofHours(24), Duration.ofDays(30))
  );

  @Test
  void aSecretExpiresAfterADayUnlessTheRequestSaysOtherwise() {
    assertThat(lifetimes.end(AT)).isEqualTo(AT.plus(Duration.ofDays(1)));
    assertThat(lifetimes.end(AT, null, null)).isEqualTo(AT.plus(Duration.ofDays(1)));
    assertThat(lifetimes.end(AT, "PT8H", null)).isEqualTo(AT.plus(Duration.ofHours(8)));
    assertThat(lifetimes.end(AT, null, AT.plusSeconds(9))).isEqualTo(AT.plusSeconds(9));
  }

  @Test
  void timesAreInWholeMicrosecondsAsOnTheLog() {
    assertThat(lifetimes.end(AT, "PT8.123456789S", null)).isEqualTo(AT.plusNanos(8_123_456_000L));
    assertThat(lifetimes.end(AT, null, AT.plusNanos(9_999))).isEqualTo(AT.plusNanos(9_000));
  }

  @Test
  void lifetimesOutsideTheBoundsAreRejectedAtTheirField() {
    refused("expires_in", () -> lifetimes.end(AT, "P31D", null));
    refused("expires_in", () -> lifetimes.end(AT, "PT0S", null));
    refused("expires_in", () -> lifetimes.end(AT, "-PT8H", null));
    refused("expires_in", () -> lifetimes.end(AT, "a day", null));
    refused("expires_at", () -> lifetimes.end(AT, null, AT));
    refused("expires_at", () -> lifetimes.end(AT, null, Instant.MAX));
    refused("expires_at", () -> lifetimes.end(AT, null, Instant.MIN));
    refused("expires_at", () -> lifetimes.end(AT, "PT8H", AT.plusSeconds(9)));
    refused("grace_period", () -> lifetimes.grace(AT, "P31D"));
  }

  @Test
  void theErrorNamesTheMaximum() {
    assertThatThrownBy(() -> lifetimes.end(AT, "P31D", null)).hasMessageContaining("P30D");
  }

  @Test
  void aDefaultAboveTheMaximumIsRejectedAtStart() {
    assertThatThrownBy(() -> new SecretProperties(Duration.ofHours(25), Duration.ofHours(24)))
      .isInstanceOf(IllegalArgumentException.class)
      .hasMessageContaining("keyfold.sessions.max-secret-ttl");
  }

  private static void refused(String field, ThrowingCallable what) {
    assertThatThrownBy(what).isInstanceOfSatisfying(ApiException.class, e ->
      assertThat(e.errors()).flatExtracting(FieldError::path).containsExactly(field)
    );
  }
}
