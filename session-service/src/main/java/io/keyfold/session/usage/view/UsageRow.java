package io.keyfold.session.usage.view;

import org.jspecify.annotations.Nullable;

/**
 * The totals of one series of a session in one 15-minute bucket.
 *
 * @param sessionProviderId the session's provider
 * @param meter what is counted
 * @param count number of operations
 * @param succeeded operations that succeeded
 * @param failed operations that failed
 * @param sourceOffset offset of the last usage record included
 */
public record UsageRow(
  @Nullable String sessionProviderId,
  String meter,
  long count,
  long succeeded,
  long failed,
  long sourceOffset
) {}
