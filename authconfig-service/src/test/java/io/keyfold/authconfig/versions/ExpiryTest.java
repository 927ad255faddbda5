package io.keyfold.authconfig.versions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExpiryTest {

  private static final Instant AT = Instant.parse("2026-01-31T00:00:00Z");
  private static final int DAY = 86_400;

  @Test
  void eachNoticeIsDueOnceAndThenTheExpiry() {
    Expiry expiry = new Expiry(AT, List.of(DAY, 7 * DAY), false);
    assertThat(expiry.nextAt()).isEqualTo(AT.minusSeconds(7 * DAY));
    assertThat(expiry.due(AT.minusSeconds(7 * DAY + 1))).isEmpty();
    assertThat(expiry.due(AT.minusSeconds(7 * DAY))).contains(new Expiry.Due.Notice(7 * DAY));
    expiry = expiry.announced(7 * DAY);
    assertThat(expiry.nextAt()).isEqualTo(AT.minusSeconds(DAY));
    expiry = expiry.announced(DAY);
    assertThat(expiry.nextAt()).isEqualTo(AT);
    assertThat(expiry.due(AT)).contains(new Expiry.Due.Expired());
    assertThat(expiry.passed().nextAt()).isNull();
    assertThat(expiry.passed().due(AT.plusSeconds(1))).isEmpty();
  }

  @Test
  void ofNoticesThatWereMissedOnlyTheLastIsGiven() {
    Expiry expiry = new Expiry(AT, List.of(7 * DAY, DAY), false);
    assertThat(expiry.due(AT.minusSeconds(60))).contains(new Expiry.Due.Notice(DAY));
    assertThat(expiry.announced(DAY).notices()).isEmpty();
  }

  /** Following {@link Expiry#nextAt} always finds something due, and ends with exactly one expiry. */
  @Property
  void theScheduleEnds(@ForAll @Size(max = 10) List<@IntRange(min = 1, max = 1_000_000) Integer> notices) {
    Expiry expiry = new Expiry(AT, notices, false);
    List<Expiry.Due> given = new ArrayList<>();
    for (Instant next = expiry.nextAt(); next != null; next = expiry.nextAt()) {
      Expiry.Due due = expiry.due(next).orElseThrow();
      given.add(due);
      expiry = switch (due) {
        case Expiry.Due.Notice notice -> expiry.announced(notice.notice());
        case Expiry.Due.Expired _ -> expiry.passed();
      };
    }
    assertThat(given)
      .hasSize((int) notices.stream().distinct().count() + 1)
      .endsWith(new Expiry.Due.Expired());
  }
}
