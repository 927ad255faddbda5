package io.keyfold.session.usage.view;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * State kinds of usage. Each total is stored up to four times, under the tenant and an id that starts with the query's key,
 * so that a query reads only the rows it needs.
 */
public final class UsageKinds {

  /** Totals by time: {@code bucket|series}. */
  public static final Kind<UsageRow> BY_TIME = new Kind<>("usage_by_time", UsageRow.class);

  /** Totals by deployment: {@code deployment|bucket|series}. */
  public static final Kind<UsageRow> BY_DEPLOYMENT = new Kind<>("usage_by_deployment", UsageRow.class);

  /** Totals by session: {@code session|bucket|series}. */
  public static final Kind<UsageRow> BY_SESSION = new Kind<>("usage_by_session", UsageRow.class);

  /** Totals by user, of operations for a user: {@code encoded user|bucket|series}. */
  public static final Kind<UsageRow> BY_USER = new Kind<>("usage_by_user", UsageRow.class);

  /** Progress of the totals, by partition of the records. Owned by the platform tenant. */
  public static final Kind<Progress> PROGRESS = new Kind<>("usage_progress", Progress.class);

  /** Progress of each spool. Owned by the platform tenant. */
  public static final Kind<SpoolProgress> SPOOLS = new Kind<>("usage_spool", SpoolProgress.class);

  /** Tool calls by id. */
  public static final Kind<ToolCallRow> TOOL_CALLS = new Kind<>("tool_call", ToolCallRow.class);

  private UsageKinds() {}

  /** {@return the first part of ids in {@link #BY_USER}; a user's id is any text and must not contain the separator} */
  public static String userPrefix(String user) {
    return URLEncoder.encode(user, StandardCharsets.UTF_8) + "|";
  }

  static Key<Progress> progress(int partition) {
    return new Key<>(TenantId.PLATFORM, PROGRESS, Integer.toString(partition));
  }

  static Key<SpoolProgress> spool(String spoolId) {
    return new Key<>(TenantId.PLATFORM, SPOOLS, spoolId);
  }
}
