package io.keyfold.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void readsSecondsAndDates() {
    assertThat(RetryAfter.read("120", NOW)).contains(NOW.plusSeconds(120));
    assertThat(RetryAfter.read(" Thu, 01 Jan 2026 00:10:00 GMT ", NOW)).contains(NOW.plusSeconds(600));
  }

  @Test
  void isBounded() {
    assertThat(RetryAfter.read("999999999", NOW)).contains(NOW.plus(RetryAfter.MAX));
    assertThat(RetryAfter.read("Fri, 01 Jan 2100 00:00:00 GMT", NOW)).contains(NOW.plus(RetryAfter.MAX));
  }

  @ParameterizedTest
  @ValueSource(strings = { "", "0", "-5", "soon", "99999999999", "1.5", "Thu, 01 Jan 1970 00:00:00 GMT" })
  void ignoresTheRest(String header) {
    assertThat(RetryAfter.read(header, NOW)).isEqualTo(Optional.empty());
  }

  @Test
  void ignoresAMissingHeader() {
    assertThat(RetryAfter.read(null, NOW)).isEmpty();
  }

  @Test
  void aDelayIsZeroOnceTheTimeHasPassed() {
    assertThat(RetryAfter.delay("0", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.delay("Wed, 31 Dec 2025 00:00:00 GMT", NOW)).contains(Duration.ZERO);
    assertThat(RetryAfter.delay("999999999", NOW)).contains(RetryAfter.MAX);
    assertThat(RetryAfter.delay("soon", NOW)).isEmpty();
  }
}
