package io.keyfold.platform.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");

  @Test
  void aNewIdContainsItsTimeAndThirteenRandomDigits() {
    assertThat(Ids.fresh("pdp_", AT))
      .matches("pdp_[0-9a-z]{9}[0-9A-Za-z]{13}")
      .startsWith("pdp_" + Ids.time(AT));
  }

  @Test
  void newIdsOfTheSameTimeDifferAndUseEveryDigit() {
    Set<String> ids = new HashSet<>();
    Set<Integer> first = new HashSet<>();
    Set<Integer> last = new HashSet<>();
    Stream.generate(() -> Ids.fresh("x_", AT))
      .limit(5_000)
      .forEach(id -> {
        ids.add(id);
        first.add((int) id.charAt(id.length() - 13));
        last.add((int) id.charAt(id.length() - 1));
      });

    assertThat(ids).hasSize(5_000);
    assertThat(first).hasSize(62);
    assertThat(last).hasSize(62);
  }

  @Test
  void idsSortByTime() {
    assertThat(Ids.fresh("x_", AT)).isLessThan(Ids.fresh("x_", AT.plusMillis(1)));
  }
}
