package io.keyfold.authconfig.model;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the index of active grants by OAuth app. It covers all tenants, since the platform's apps serve them all.
 *
 * @param tenant owner of the grant
 * @param authConfigId id of the grant
 */
public record AppGrant(TenantId tenant, String authConfigId) {
  private static final Kind<AppGrant> KIND = new Kind<>("grant_by_app", AppGrant.class);

  /** {@return a tenant's active grants of an app, in id order} */
  public static Scan<AppGrant> of(String appId, TenantId tenant) {
    return Scan.prefixed(TenantId.PLATFORM, KIND, appId + "/" + tenant.value() + "/");
  }

  /** {@return all tenants' active grants of an app} */
  public static Scan<AppGrant> ofAll(String appId) {
    return Scan.prefixed(TenantId.PLATFORM, KIND, appId + "/");
  }

  /** {@return the changes of the index when an auth config changes; to be listed before its own} */
  static List<Change> moved(TenantId tenant, @Nullable AuthConfig before, AuthConfig after) {
    String from = before == null ? null : appOf(before);
    String to = appOf(after);
    List<Change> changes = new ArrayList<>();
    if (from != null && !from.equals(to)) {
      changes.add(new Change.Delete(key(from, tenant, after.id())));
    }
    if (to != null) {
      changes.add(new Change.Put<>(key(to, tenant, after.id()), new AppGrant(tenant, after.id())));
    }
    return changes;
  }

  private static @Nullable String appOf(AuthConfig config) {
    return config.active() && config.grant() != null ? config.grant().appId() : null;
  }

  private static Key<AppGrant> key(String appId, TenantId tenant, String id) {
    return new Key<>(TenantId.PLATFORM, KIND, appId + "/" + tenant.value() + "/" + id);
  }
}
