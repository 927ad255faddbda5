package io.keyfold.authconfig.apps.model;

import io.keyfold.authconfig.versions.VersionUses;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.Versioned;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When one tenant's grants used the versions of an OAuth app, which may be the platform's.
 *
 * @param version number of recorded uses
 * @param uses first and last use of each version; the last one is known to {@link #INTERVAL}
 */
public record AppUses(long version, VersionUses uses) implements Versioned {
  /** Shortest time between two recorded uses of a version. */
  public static final Duration INTERVAL = Duration.ofMinutes(15);

  private static final Kind<AppUses> KIND = new Kind<>("app_uses", AppUses.class);

  /** {@return the key of a tenant's uses; it starts with the app, so that all uses of the platform's app are found} */
  public static Key<AppUses> key(TenantId tenant, String appId) {
    return new Key<>(TenantId.PLATFORM, KIND, appId + "/" + tenant.value());
  }

  /** {@return no uses} */
  public static AppUses none() {
    return new AppUses(0, VersionUses.none());
  }

  /** {@return the uses of an app by all tenants} */
  public static VersionUses ofAll(State state, String appId) {
    AtomicReference<VersionUses> all = new AtomicReference<>(VersionUses.none());
    state.scan(Scan.prefixed(TenantId.PLATFORM, KIND, appId + "/"), (id, tenant) -> {
      all.updateAndGet(known -> known.with(tenant.uses()));
      return true;
    });
    return all.get();
  }

  /** {@return whether a use at a time is to be recorded} */
  public boolean records(long appVersion, Instant at) {
    return uses
      .of(appVersion)
      .filter(known -> at.isBefore(known.last().plus(INTERVAL)))
      .isEmpty();
  }

  AppUses with(long atVersion, VersionUses.Use use) {
    return new AppUses(atVersion, uses.with(use));
  }
}
