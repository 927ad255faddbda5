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

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    if (value == null) {
      return List.of(new Change.Delete(UsageKinds.spool(key)));
    }
    SpoolWatermark watermark = (SpoolWatermark) value;
    Map<Integer, Long> positions = new HashMap<>();
    watermark.getPositions().forEach((partition, offset) -> positions.put(Integer.valueOf(partition), offset));
    SpoolMarks before = state.find(UsageKinds.spool(key)).orElse(SpoolMarks.NONE);
    SpoolMarks after = before.plus(new SpoolMarks.Mark(watermark.getCompleteUntil(), positions));
    return List.of(new Change.Put<>(UsageKinds.spool(key), after));
  }
}
