package io.keyfold.platform.log.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.testing.MapState;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DueIndexTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Fold<List<Change>> CHANGES = (changes, state) -> changes;

  private final DueIndex index = new DueIndex("due");

  @Test
  void anObjectIsDueAtItsTimeAndNotBefore() {
    MapState state = moved(new MapState(), "x", null, at(10));
    assertThat(due(state, at(9))).isEmpty();
    assertThat(due(state, at(10))).containsExactly(new DueIndex.Due(TENANT, "x", at(10)));
  }

  @Test
  void aMovedObjectIsDueOnlyAtItsNewTime() {
    MapState state = moved(moved(new MapState(), "x", null, at(10)), "x", at(10), at(20));
    assertThat(due(state, at(19))).isEmpty();
    assertThat(due(state, at(20))).hasSize(1);
    assertThat(due(moved(state, "x", at(20), null), at(99))).isEmpty();
  }

  @Test
  void movingAgainAfterACrashChangesNothing() {
    MapState state = moved(moved(new MapState(), "x", null, at(10)), "x", at(10), at(20));
    MapState again = moved(moved(moved(new MapState(), "x", null, at(10)), "x", at(10), at(20)), "x", at(10), at(20));
    assertThat(again).isEqualTo(state);
  }

  @Property(tries = 200)
  void entriesAreVisitedInTheOrderOfTime(
    @ForAll @Size(max = 40) List<@LongRange(min = 0, max = 4_102_444_800_000_000L) Long> times
  ) {
    MapState state = new MapState();
    List<Instant> expected = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      state = moved(state, "x" + i, null, at(times.get(i)));
      expected.add(at(times.get(i)));
    }
    expected.sort(Comparator.naturalOrder());
    assertThat(due(state, at(4_102_444_800_000_000L)).stream().map(DueIndex.Due::at)).containsExactlyElementsOf(
      expected
    );
  }

  private MapState moved(MapState state, String id, @Nullable Instant from, @Nullable Instant to) {
    return state.apply(CHANGES, List.of(index.moved(TENANT, id, from, to)));
  }

  private List<DueIndex.Due> due(MapState state, Instant now) {
    List<DueIndex.Due> found = new ArrayList<>();
    index.scan(state, now, "", (position, entry) -> found.add(entry));
    return found;
  }

  private static Instant at(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
