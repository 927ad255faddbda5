package io.keyfold.standalone.sandbox.oauth;

/**
 * How often the authorization server was called.
 *
 * @param consents consent pages shown
 * @param exchanges codes exchanged for tokens
 * @param refreshes refresh tokens exchanged for tokens
 * @param reuses refresh tokens presented a second time; each ended its grant
 * @param revocations tokens revoked
 */
public record CallCounts(int consents, int exchanges, int refreshes, int reuses, int revocations) {
  static final CallCounts NONE = new CallCounts(0, 0, 0, 0, 0);

  CallCounts consent() {
    return new CallCounts(consents + 1, exchanges, refreshes, reuses, revocations);
  }

  CallCounts exchange() {
    return new CallCounts(consents, exchanges + 1, refreshes, reuses, revocations);
  }

  CallCounts refresh() {
    return new CallCounts(consents, exchanges, refreshes + 1, reuses, revocations);
  }

  CallCounts reuse() {
    return new CallCounts(consents, exchanges, refreshes, reuses + 1, revocations);
  }

  CallCounts revocation() {
    return new CallCounts(consents, exchanges, refreshes, reuses, revocations + 1);
  }
}
