package io.keyfold.session.upstream;

/** The provider no longer knows the MCP session; it did not execute the request. */
final class SessionLost extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SessionLost() {
    super("the provider no longer knows the MCP session", null, false, false);
  }
}
