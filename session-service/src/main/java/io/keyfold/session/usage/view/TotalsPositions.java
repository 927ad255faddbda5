package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Reads, by partition of the usage records, the position before which all records are in the totals.
 *
 * @param totals the view of the totals
 */
public record TotalsPositions(State totals) implements Supplier<Map<Integer, Long>> {
  @Override
  public Map<Integer, Long> get() {
    Map<Integer, Long> positions = new HashMap<>();
    totals.scan(Scan.all(TenantId.PLATFORM, UsageKinds.PROGRESS), (partition, last) -> {
      positions.put(Integer.valueOf(partition), last.offset() + 1);
      return true;
    });
    return positions;
  }
}
