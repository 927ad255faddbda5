package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;

/** State kinds of usage. */
public final class UsageKinds {

  /** Totals by session: {@code session|bucket|series}. */
  public static final Kind<UsageRow> BY_SESSION = new Kind<>("usage_by_session", UsageRow.class);

  /** Progress of the totals, by partition of the records. Owned by the platform tenant. */
  public static final Kind<Progress> PROGRESS = new Kind<>("usage_progress", Progress.class);

  /** Tool calls by id. */
  public static final Kind<ToolCallRow> TOOL_CALLS = new Kind<>("tool_call", ToolCallRow.class);

  private UsageKinds() {}

  static Key<Progress> progress(int partition) {
    return new Key<>(TenantId.PLATFORM, PROGRESS, Integer.toString(partition));
  }
}
