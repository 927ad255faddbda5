package io.keyfold.session.upstream;

/** A provider no longer knows the MCP session: the request was not carried out. */
final class SessionLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SessionLost() {
    super("the provider no longer knows the MCP session", null, false, false);
  }
}
