package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.model.AppGrant;
import io.keyfold.platform.id.TenantId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Counts grants that depend on an app, and names the first of the caller's. Another tenant's ids are not kept. Used by
 * one thread at a time.
 */
final class DependentCount {

  private static final int NAMED = 20;

  /** Maximum number of grants that are counted. */
  static final int MAX = 10_000;

  private final TenantId caller;
  private final List<String> named = new ArrayList<>();
  private final Set<TenantId> otherTenants = new HashSet<>();
  private int own;
  private int others;

  DependentCount(TenantId caller) {
    this.caller = caller;
  }

  /** {@return whether to continue} */
  boolean add(AppGrant grant) {
    if (grant.tenant().equals(caller)) {
      own++;
      if (named.size() < NAMED) {
        named.add(grant.authConfigId());
      }
    } else {
      others++;
      otherTenants.add(grant.tenant());
    }
    return own + others < MAX;
  }

  boolean isNone() {
    return own + others == 0;
  }

  /** {@return e.g. {@code pac_1, pac_2 and more, and 12 of 3 other tenants}} */
  String text() {
    String ids = String.join(", ", named) + (own > named.size() ? " and more" : "");
    if (others == 0) {
      return ids;
    }
    String limit = own + others < MAX ? "" : "at least ";
    String counted =
      limit + others + " of " + otherTenants.size() + " other tenant" + (otherTenants.size() == 1 ? "" : "s");
    return own == 0 ? counted : ids + ", and " + counted;
  }
}
