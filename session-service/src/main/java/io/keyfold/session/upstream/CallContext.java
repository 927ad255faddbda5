package io.keyfold.session.upstream;

import io.keyfold.session.credentials.Credential;

/**
 * What one call holds while it runs.
 *
 * @param credential its credential, which is closed when it ends
 * @param memory what its response is charged to
 * @param redactor removes the credential from what the server sends
 */
record CallContext(Credential credential, ResponseBudget.Part memory, MessageRedactor redactor) {
  /** Omits the credential. */
  @Override
  public String toString() {
    return "CallContext";
  }
}
