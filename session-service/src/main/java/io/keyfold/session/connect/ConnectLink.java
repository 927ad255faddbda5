package io.keyfold.session.connect;

/**
 * A link by which the session's user connects a provider.
 *
 * @param setupSessionId the setup session ({@code pss_})
 * @param url the link, of a person to open
 * @param provider name of the provider
 * @param reconnects whether the user has connected before, and must again
 */
public record ConnectLink(String setupSessionId, String url, String provider, boolean reconnects) {
  /** {@return what the user is asked to do, in one sentence} */
  public String message() {
    return reconnects
      ? provider + " no longer accepts your connection. Connect it again, then repeat the request."
      : "Connect " + provider + ", then repeat the request.";
  }

  /** Omits the link. */
  @Override
  public String toString() {
    return "ConnectLink[" + setupSessionId + "]";
  }
}
