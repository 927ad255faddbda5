package io.keyfold.session.rpc;

/** A JSON value is no JSON-RPC 2.0 message. The message says what is missing and never quotes the value. */
public final class NoRpcMessageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NoRpcMessageException(String message) {
    super(message, null, false, false);
  }
}
