package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;

/** How many tool calls a session or one of its providers has seen, as far as this instance's view is. */
public interface CallCounts {
  /** {@return the calls of all of a session's providers} */
  Counts ofSession(TenantId tenant, String sessionId);

  /** {@return the calls of one provider of a session} */
  Counts ofSessionProvider(TenantId tenant, String sessionId, String sessionProviderId);

  /**
   * Two counts.
   *
   * @param client calls that were made
   * @param provider calls that the provider answered, well or badly
   */
  record Counts(long client, long provider) {
    /** No calls. */
    public static final Counts NONE = new Counts(0, 0);
  }
}
