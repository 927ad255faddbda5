package io.keyfold.session.upstream;

/**
 * A JSON-RPC error that a provider answered a request with, as it sent it.
 *
 * @param code its code
 * @param message its message, which may hold anything
 */
record ProviderRefusal(int code, String message) {
  /** Without the message, which may hold the credential. */
  @Override
  public String toString() {
    return "ProviderRefusal[" + code + "]";
  }
}
