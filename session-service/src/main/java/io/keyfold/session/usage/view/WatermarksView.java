package io.keyfold.session.usage.view;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.usage.SpoolWatermark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Folds the spools' watermarks. A tombstone retires a spool: an operator's word that its machine will not come back. */
public final class WatermarksView implements RecordFold {

  /** Of a record behind all that the state has. */
  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    return apply(key, value, state, before(key, state).offset() + 1);
  }

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state, long offset) {
    SpoolMarks before = before(key, state);
    if (offset <= before.offset()) {
      // After a crash. Which marks are left depends on those that were there: onto all of them, an old one leaves others.
      return List.of();
    }
    if (value == null) {
      return List.of(new Change.Delete(UsageKinds.spool(key)));
    }
    SpoolWatermark watermark = (SpoolWatermark) value;
    Map<Integer, Long> positions = new HashMap<>();
    watermark.getPositions().forEach((partition, last) -> positions.put(Integer.valueOf(partition), last));
    SpoolMarks after = before.plus(new SpoolMarks.Mark(watermark.getCompleteUntil(), positions), offset);
    return List.of(new Change.Put<>(UsageKinds.spool(key), after));
  }

  private static SpoolMarks before(String key, State state) {
    return state.find(UsageKinds.spool(key)).orElse(SpoolMarks.NONE);
  }
}
