package io.keyfold.session.sessions;

import io.keyfold.session.usage.CallCounts;

/**
 * Usage of a session.
 *
 * @param totalProductiveClientMessageCount tool calls that were made
 * @param totalProductiveProviderMessageCount tool calls that the provider answered
 */
record UsageBody(long totalProductiveClientMessageCount, long totalProductiveProviderMessageCount) {
  static UsageBody of(CallCounts.Counts counts) {
    return new UsageBody(counts.client(), counts.provider());
  }
}
