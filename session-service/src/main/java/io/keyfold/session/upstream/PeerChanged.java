package io.keyfold.session.upstream;

/**
 * The server no longer is what its handshake described: it forgot the session, or speaks another protocol version. It
 * has not executed the request.
 */
final class PeerChanged extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PeerChanged() {
    super("the server no longer knows the session or the protocol version", null, false, false);
  }
}
