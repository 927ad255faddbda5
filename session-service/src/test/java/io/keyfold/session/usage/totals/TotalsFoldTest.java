package io.keyfold.session.usage.totals;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.metering.Verdict;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.MeteredOperations;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import io.keyfold.usage.UsageTotal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-6")
@net.jqwik.api.Tag("promise-6")
class TotalsFoldTest {

  private static final MeteredOperation CALL = MeteredOperations.call("tcl_1");
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
  private static final int NOT_MADE = 8;

  @Test
  void anOperationWithoutCompletionIsCountedAsUnknown() {
    MapTotals totals = new MapTotals().apply(MeteredOperations.start(CALL, "usp_1", 1));

    assertThat(totals.counts().values()).containsExactly(List.of(1L, 0L, 0L, 1L));
    assertThat(only(totals).getQuantity()).isEqualByComparingTo("1");
  }

  @Test
  void completionMovesTheCountToTheOutcome() {
    MapTotals totals = new MapTotals().apply(
      MeteredOperations.start(CALL, "usp_1", 1),
      MeteredOperations.completion(CALL, Outcome.TIMED_OUT, "usp_1", 2)
    );

    assertThat(totals.counts().values()).containsExactly(List.of(1L, 0L, 1L, 0L));
    assertThat(totals.open).isEmpty();
  }

  @Test
  void anOperationThatWasNotAttemptedIsSubtractedOnce() {
    UsageEvent begin = MeteredOperations.start(CALL, "usp_1", 1);
    UsageEvent end = MeteredOperations.notAttempted(CALL, "usp_1", 2);

    MapTotals totals = new MapTotals().apply(begin, end, begin, end, MeteredOperations.notAttempted(CALL, "usp_1", 3));

    assertThat(totals.counts().values()).containsExactly(List.of(0L, 0L, 0L, 0L));
    assertThat(only(totals).getQuantity()).isEqualByComparingTo("0");
    assertThat(totals.open).isEmpty();
    assertThat(totals.verdicts).containsExactly(
      Verdict.COUNTED,
      Verdict.TAKEN_BACK,
      Verdict.REPEATED,
      Verdict.REPEATED,
      Verdict.UNMATCHED
    );
  }

  @Test
  void anOperationThatFailedAtTheProviderStaysCounted() {
    UsageCompleted end = UsageCompleted.newBuilder(MeteredOperations.completion(CALL, Outcome.FAILED, "usp_1", 2))
      .setErrorCode("provider_error")
      .build();

    MapTotals totals = new MapTotals().apply(MeteredOperations.start(CALL, "usp_1", 1), end);

    assertThat(totals.counts().values()).containsExactly(List.of(1L, 0L, 1L, 0L));
    assertThat(only(totals).getQuantity()).isEqualByComparingTo("1");
  }

  @Test
  void aResendOfAnyLengthCountsOnce() {
    UsageEvent begin = MeteredOperations.start(CALL, "usp_1", 1);
    UsageEvent end = MeteredOperations.completion(CALL, Outcome.SUCCEEDED, "usp_1", 2);

    MapTotals totals = new MapTotals().apply(begin, end, begin, end, end);

    assertThat(totals.counts().values()).containsExactly(List.of(1L, 1L, 0L, 0L));
    assertThat(totals.verdicts).containsExactly(
      Verdict.COUNTED,
      Verdict.COMPLETED,
      Verdict.REPEATED,
      Verdict.REPEATED,
      Verdict.REPEATED
    );
  }

  @Test
  void theFirstCompletionWins() {
    MapTotals totals = new MapTotals().apply(
      MeteredOperations.start(CALL, "usp_1", 1),
      MeteredOperations.completion(CALL, Outcome.SUCCEEDED, "usp_1", 2),
      MeteredOperations.completion(CALL, Outcome.FAILED, "usp_1", 3)
    );

    assertThat(totals.counts().values()).containsExactly(List.of(1L, 1L, 0L, 0L));
    assertThat(totals.verdicts).endsWith(Verdict.UNMATCHED);
  }

  @Test
  void theFirstStartOfAnOperationInProgressWins() {
    MapTotals totals = new MapTotals().apply(
      MeteredOperations.start(CALL, "usp_1", 1),
      MeteredOperations.start(CALL, "usp_1", 2)
    );

    assertThat(totals.counts().values()).containsExactly(List.of(1L, 0L, 0L, 1L));
    assertThat(totals.verdicts).endsWith(Verdict.CONFLICTING);
  }

  @Test
  void aCompletionWithoutAStartCountsNothing() {
    MapTotals totals = new MapTotals().apply(MeteredOperations.completion(CALL, Outcome.SUCCEEDED, "usp_1", 1));

    assertThat(totals.totals).isEmpty();
    assertThat(totals.verdicts).containsExactly(Verdict.UNMATCHED);
  }

  @Test
  void aRotationInMidSessionSplitsTheSeriesByVersion() {
    MapTotals totals = new MapTotals().apply(
      MeteredOperations.start(MeteredOperations.call("tcl_1", "pdp_1", 1, "send", MeteredOperations.AT), "usp_1", 1),
      MeteredOperations.start(MeteredOperations.call("tcl_2", "pdp_1", 2, "send", MeteredOperations.AT), "usp_1", 2)
    );

    assertThat(totals.totals.values()).extracting(UsageTotal::getCredentialVersion).containsExactly(1L, 2L);
    assertThat(totals.totals.values()).extracting(UsageTotal::getCount).containsExactly(1L, 1L);
  }

  @Test
  void sessionsShareATotal() {
    MeteredOperation other = MeteredOperations.call("tcl_2");
    UsageRecorded inAnotherSession = UsageRecorded.newBuilder(MeteredOperations.start(other, "usp_1", 2))
      .setSessionId("ses_2")
      .setSessionProviderId("spr_2")
      .build();

    MapTotals totals = new MapTotals().apply(MeteredOperations.start(CALL, "usp_1", 1), inAnotherSession);

    assertThat(only(totals).getCount()).isEqualTo(2);
    assertThat(only(totals).getSessionId()).isNull();
    assertThat(only(totals).getSessionProviderId()).isNull();
  }

  @Test
  void aForgottenTotalDoesNotBeginAgainAtZero() {
    MapTotals totals = new MapTotals().apply(
      MeteredOperations.start(CALL, "usp_1", 1),
      MeteredOperations.completion(CALL, Outcome.SUCCEEDED, "usp_1", 2)
    );
    Map<String, UsageTotal> published = new TreeMap<>(
      totals.forgetBefore(MeteredOperations.AT.plus(Duration.ofMinutes(15)))
    );

    MeteredOperation late = MeteredOperations.call("tcl_2");
    totals.apply(
      MeteredOperations.start(late, "usp_1", 3),
      MeteredOperations.completion(late, Outcome.FAILED, "usp_1", 4),
      MeteredOperations.start(MeteredOperations.call("tcl_3"), "usp_1", 5)
    );
    published.putAll(totals.forgetBefore(MeteredOperations.AT.plus(Duration.ofMinutes(30))));
    totals.apply(MeteredOperations.start(MeteredOperations.call("tcl_4"), "usp_1", 6));
    published.putAll(totals.totals);

    assertThat(published.values()).extracting(UsageTotal::getCount).containsExactlyInAnyOrder(1L, 2L, 1L);
    assertThat(published.values()).extracting(UsageTotal::getBucketStart).containsOnly(MeteredOperations.AT);
  }

  @Test
  void anOperationBelongsToTheBucketOfItsStart() {
    MeteredOperation late = MeteredOperations.call(
      "tcl_1",
      "pdp_1",
      1,
      "send",
      MeteredOperations.AT.plus(Duration.ofMinutes(15)).minusNanos(1_000)
    );
    MeteredOperation next = MeteredOperations.call(
      "tcl_2",
      "pdp_1",
      1,
      "send",
      MeteredOperations.AT.plus(Duration.ofMinutes(15))
    );

    MapTotals totals = new MapTotals().apply(
      MeteredOperations.start(late, "usp_1", 1),
      MeteredOperations.start(next, "usp_1", 2),
      MeteredOperations.completion(late, Outcome.SUCCEEDED, "usp_1", 3)
    );

    assertThat(totals.counts().values()).containsExactly(List.of(1L, 1L, 0L, 0L), List.of(1L, 0L, 0L, 1L));
  }

  @Test
  void seriesThatDifferOnlyInNullFieldsHaveDifferentKeys() {
    String none = SeriesKey.of(
      MeteredOperations.start(MeteredOperations.call("tcl_1", "pdp_1", 1, "a|b", MeteredOperations.AT), "usp_1", 1)
    );
    String other = SeriesKey.of(
      MeteredOperations.start(MeteredOperations.call("tcl_1", "pdp_1", 1, "a%7Cb", MeteredOperations.AT), "usp_1", 1)
    );

    assertThat(none).isNotEqualTo(other);
  }

  /** Spools send in order, may resend from an earlier record, and interleave in any way. */
  @Property(tries = 200)
  @net.jqwik.api.Tag("promise-7")
  void anyInterleavingWithAnyResendsGivesTheSameTotals(
    @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 8) Integer> kinds,
    @ForAll long seed
  ) {
    List<List<UsageEvent>> spools = spools(kinds);
    MapTotals expected = new MapTotals();
    spools.forEach(events -> events.forEach(expected::apply));

    MapTotals totals = new MapTotals();
    deliver(spools, new Random(seed)).forEach(totals::apply);

    assertThat(totals.counts()).isEqualTo(expected.counts());
    assertThat(totals.open).isEqualTo(expected.open);
    long operations = kinds
      .stream()
      .filter(kind -> kind != NOT_MADE)
      .count();
    assertThat(totals.totals.values().stream().mapToLong(UsageTotal::getCount).sum()).isEqualTo(operations);
    assertThat(totals.totals.values()).allSatisfy(total ->
      assertThat(total.getQuantity()).isEqualByComparingTo(BigDecimal.valueOf(total.getCount()))
    );
  }

  private static List<List<UsageEvent>> spools(List<Integer> kinds) {
    List<List<UsageEvent>> spools = List.of(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < kinds.size(); i++) {
      int kind = kinds.get(i);
      int spool = i % 2;
      List<UsageEvent> events = spools.get(spool);
      MeteredOperation operation = MeteredOperations.call(
        "tcl_" + i,
        "pdp_1",
        kind % 2,
        "send",
        MeteredOperations.AT.plus(Duration.ofMinutes(7L * kind))
      );
      events.add(MeteredOperations.start(operation, "usp_" + spool, events.size() + 1));
      if (kind == NOT_MADE) {
        events.add(MeteredOperations.notAttempted(operation, "usp_" + spool, events.size() + 1));
      } else if (kind > 2) {
        events.add(
          MeteredOperations.completion(
            operation,
            OUTCOMES.get(kind % OUTCOMES.size()),
            "usp_" + spool,
            events.size() + 1
          )
        );
      }
    }
    return spools;
  }

  private static List<UsageEvent> deliver(List<List<UsageEvent>> spools, Random random) {
    List<UsageEvent> delivered = new ArrayList<>();
    int[] next = new int[spools.size()];
    int[] reached = new int[spools.size()];
    int all = spools.stream().mapToInt(Collection::size).sum();
    while (reached[0] + reached[1] < all) {
      int spool = random.nextInt(spools.size());
      if (next[spool] > 0 && random.nextInt(4) == 0) {
        next[spool] = random.nextInt(next[spool]);
      }
      if (next[spool] < spools.get(spool).size()) {
        delivered.add(spools.get(spool).get(next[spool]++));
        reached[spool] = Math.max(reached[spool], next[spool]);
      }
    }
    return delivered;
  }

  private static UsageTotal only(MapTotals totals) {
    assertThat(totals.totals).hasSize(1);
    return totals.totals.values().iterator().next();
  }
}
