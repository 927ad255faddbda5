package io.keyfold.session.setups;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.BrandingSet;
import io.keyfold.authconfig.events.HostClaimed;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.Versioned;
import java.util.List;

/** Folds the host names of the tenants' pages. */
public final class PagesHostFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    return switch (event) {
      case BrandingSet set -> put(
        PagesHost.key(new TenantId(set.getMeta().getTenantId())),
        new PagesHost(set.getMeta().getVersion(), set.getHost()),
        state
      );
      case HostClaimed claimed -> put(
        PagesHost.claim(claimed.getMeta().getObjectId()),
        new PagesHost.Claim(claimed.getMeta().getVersion(), claimed.getClaimedBy()),
        state
      );
      default -> List.of();
    };
  }

  private static <T extends Versioned> List<Change> put(Key<T> key, T value, State state) {
    return state.hasPassed(key, value.version()) ? List.of() : List.of(new Change.Put<>(key, value));
  }
}
