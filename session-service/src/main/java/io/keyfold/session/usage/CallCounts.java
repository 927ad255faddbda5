package io.keyfold.session.usage;

import io.keyfold.platform.id.TenantId;

/** Counts the tool calls of a session or of one of its providers, as of this instance's view. */
public interface CallCounts {
  /** {@return the calls to all providers of a session} */
  Counts ofSession(TenantId tenant, String sessionId);

  /** {@return the calls to one provider of a session} */
  Counts ofSessionProvider(TenantId tenant, String sessionProviderId);

  /**
   * Call counts.
   *
   * @param client calls that clients made
   * @param provider calls that the provider answered, with success or failure
   */
  record Counts(long client, long provider) {
    /** No calls. */
    public static final Counts NONE = new Counts(0, 0);

    /** {@return these counts with more calls} */
    public Counts plus(long moreClient, long moreProvider) {
      return new Counts(client + moreClient, provider + moreProvider);
    }
  }
}
