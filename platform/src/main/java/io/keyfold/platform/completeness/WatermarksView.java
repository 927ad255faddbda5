package io.keyfold.platform.completeness;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.usage.SpoolWatermark;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds the spools' watermarks: the last one of each spool, as on the compacted topic. Positions never decrease: a
 * spool that lost them in a power failure has still written up to there. A tombstone retires a spool: an operator
 * confirms that its machine will not return.
 */
public final class WatermarksView implements RecordFold {

  /** Progress of each spool. Owned by the platform tenant. */
  static final Kind<SpoolProgress> SPOOLS = new Kind<>("usage_spool", SpoolProgress.class);

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    Key<SpoolProgress> spool = new Key<>(TenantId.PLATFORM, SPOOLS, key);
    if (value == null) {
      return List.of(new Change.Delete(spool));
    }
    SpoolWatermark watermark = (SpoolWatermark) value;
    Map<Integer, Long> positions = new HashMap<>();
    watermark.getPositions().forEach((partition, last) -> positions.put(Integer.valueOf(partition), last));
    SpoolProgress progress = new SpoolProgress(watermark.getCompleteUntil(), positions);
    return List.of(new Change.Put<>(spool, state.find(spool).map(progress::atLeast).orElse(progress)));
  }
}
