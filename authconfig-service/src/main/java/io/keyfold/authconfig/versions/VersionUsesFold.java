package io.keyfold.authconfig.versions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.RecordFold;
import io.keyfold.platform.log.State;
import io.keyfold.usage.UsageTotal;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Folds {@code usage.totals} into the first and last use of each version. The totals are far fewer than the usage
 * records: one per series and quarter of an hour is kept. A rebuilt view is equal, since compaction keeps the last total
 * of each key, whose time is the highest.
 */
public final class VersionUsesFold implements RecordFold {

  @Override
  public List<Change> apply(String key, @Nullable SpecificRecord value, State state) {
    if (!(value instanceof UsageTotal total) || total.getAuthConfigId() == null) {
      return List.of();
    }
    Long version = total.getCredentialVersion();
    if (version == null) {
      return List.of();
    }
    Key<VersionUses> uses = VersionUses.key(new TenantId(total.getTenantId()), total.getAuthConfigId());
    VersionUses before = state.find(uses).orElseGet(VersionUses::none);
    VersionUses after = before.with(new VersionUses.Use(version, total.getBucketStart(), total.getUpdatedAt()));
    return after.equals(before) ? List.of() : List.of(new Change.Put<>(uses, after));
  }
}
