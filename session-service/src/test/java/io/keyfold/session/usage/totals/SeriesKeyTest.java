package io.keyfold.session.usage.totals;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SeriesKeyTest {

  private static final MeteredOperation CALL = MeteredOperations.call("tcl_1");

  @Test
  @Tag("promise-7")
  void aSeriesOutsideOfSessionsAndWithoutUserKeepsItsKey() {
    assertThat(SeriesKey.of(by(null))).isEqualTo(
      "tnt_a|pdp_1|pac_1|1|||send|tool_calls|CUSTOMER|call|2026-11-22T10:00:00Z"
    );
  }

  @Test
  void usersHaveSeriesOfTheirOwn() {
    assertThat(SeriesKey.of(by("a|b"))).isEqualTo(SeriesKey.of(by(null)) + "|a%7Cb");
    assertThat(SeriesKey.of(by("ann"))).isNotEqualTo(SeriesKey.of(by("bob")));
    assertThat(SeriesKey.deployment(SeriesKey.of(by("a|b")))).isEqualTo("pdp_1");
  }

  @Test
  void aLateKeyIsThatOfNoSeriesAndLeadsToItsOwn() {
    Source first = new Source(2, 17);
    for (String series : List.of(SeriesKey.of(by(null)), SeriesKey.of(by("ann")), SeriesKey.of(by("late-2-17")))) {
      String late = SeriesKey.late(series, first);
      assertThat(SeriesKey.seriesOfLate(series)).isEmpty();
      assertThat(SeriesKey.seriesOfLate(late)).contains(series);
      assertThat(late).isNotEqualTo(SeriesKey.late(series, new Source(2, 18)));
      assertThat(SeriesKey.deployment(late)).isEqualTo("pdp_1");
    }
  }

  private static UsageRecorded by(@Nullable String user) {
    return UsageRecorded.newBuilder(CALL.recorded(Outcome.UNKNOWN, MeteredOperations.AT)).setUser(user).build();
  }
}
