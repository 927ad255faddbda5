package io.keyfold.platform.completeness;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.testing.MapView;
import io.keyfold.usage.SpoolWatermark;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CompletenessTest {

  private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
  private static final Instant NOW = AT.plusSeconds(600);
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private final Map<Integer, Long> positions = new HashMap<>();
  private final MapView watermarks = new MapView();
  private final Completeness completeness = new Completeness(() -> Map.copyOf(positions), watermarks, CLOCK);

  @Test
  @Tag("promise-6")
  void withoutASpoolNothingIsKnownToBeComplete() {
    assertThat(completeness.completeUntil()).isEmpty();
  }

  @Test
  @Tag("promise-6")
  void completenessIsTheMinimumOverAllSpools() {
    read(0, 10);
    watermark("usp_1", AT.plusSeconds(60), Map.of("0", 10L));
    watermark("usp_2", AT.plusSeconds(50), Map.of());

    assertThat(completeness.completeUntil()).contains(AT.plusSeconds(50));
  }

  @Test
  @Tag("promise-6")
  void completenessStallsWithTheReadModel() {
    read(0, 10);
    watermark("usp_1", AT.plusSeconds(60), Map.of("0", 10L));
    assertThat(completeness.completeUntil()).contains(AT.plusSeconds(60));

    for (int i = 1; i < 400; i++) {
      watermark("usp_1", AT.plusSeconds(60 + i), Map.of("0", 10L + i));
    }
    assertThat(completeness.completeUntil()).contains(AT.plusSeconds(60));

    read(0, 409);
    assertThat(completeness.completeUntil()).contains(AT.plusSeconds(459));
  }

  @Test
  @Tag("promise-6")
  void aSpoolThatShutDownDoesNotDelayCompletenessUntilItReturns() {
    watermark("usp_1", AT.plusSeconds(60), Map.of());
    watermark("usp_2", SpoolShutdown.AT, Map.of());
    assertThat(completeness.completeUntil()).contains(AT.plusSeconds(60));

    watermark("usp_1", SpoolShutdown.AT, Map.of());
    assertThat(completeness.completeUntil()).contains(NOW);

    watermark("usp_2", AT.plusSeconds(70), Map.of("0", 5L));
    assertThat(completeness.completeUntil()).isEmpty();

    read(0, 5);
    assertThat(completeness.completeUntil()).contains(AT.plusSeconds(70));
  }

  @Test
  @Tag("promise-6")
  void aSpoolThatLostItsPositionsStillWaitsForTheReadModel() {
    watermark("usp_1", AT.plusSeconds(60), Map.of("0", 10L, "1", 7L));

    watermark("usp_1", AT.plusSeconds(70), Map.of("1", 3L));
    watermark("usp_1", AT.plusSeconds(80), Map.of());
    assertThat(completeness.completeUntil()).isEmpty();

    read(0, 10);
    assertThat(completeness.completeUntil()).isEmpty();

    read(1, 7);
    assertThat(completeness.completeUntil()).contains(AT.plusSeconds(80));
  }

  /**
   * After a crash, a view folds the records since its last checkpoint again, onto a store that may include all of them.
   */
  @Test
  @Tag("promise-7")
  void replayedWatermarksChangeNothing() {
    MapState once = watermarks(new MapState(), 0, 300);

    for (int from : List.of(0, 100, 160, 200, 240, 260, 290, 299)) {
      MapState again = watermarks(watermarks(new MapState(), 0, 300), from, 300);

      assertThat(again)
        .as("from " + from)
        .isEqualTo(once);
    }
  }

  /** Compaction leaves the last watermark of a spool: a view rebuilt from it equals one that saw all watermarks. */
  @Test
  @Tag("promise-7")
  void theLastWatermarkAloneGivesTheSameView() {
    for (int until : List.of(1, 51, 100, 151, 160, 300)) {
      assertThat(watermarks(new MapState(), until - 1, until))
        .as("until " + until)
        .isEqualTo(watermarks(new MapState(), 0, until));
    }
  }

  /** Watermarks of a spool that shuts down, returns, is retired by an operator, and returns. */
  private static MapState watermarks(MapState state, int from, int to) {
    SpecificRecord[] marks = IntStream.range(from, to)
      .mapToObj(i -> i == 150 ? null : new SpoolWatermark("usp_1", toldAt(i), Map.of("0", i / 3L)))
      .toArray(SpecificRecord[]::new);
    return fold(state, new WatermarksView(), "usp_1", marks);
  }

  private static Instant toldAt(int i) {
    return i % 100 == 50 ? SpoolShutdown.AT : AT.plusSeconds(i);
  }

  private void watermark(String spool, Instant until, Map<String, Long> offsets) {
    watermarks.fold(new WatermarksView(), spool, new SpoolWatermark(spool, until, offsets));
    completeness.completeUntil();
  }

  /** All records up to this offset are in the read model. */
  private void read(int partition, long offset) {
    positions.put(partition, offset + 1);
  }

  private static MapState fold(MapState state, WatermarksView fold, String key, SpecificRecord... records) {
    return state.apply(
      (SpecificRecord record, State before) -> fold.apply(key, record, before),
      Arrays.asList(records)
    );
  }
}
