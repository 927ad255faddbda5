package io.keyfold.session.rpc;

/** Bytes are not one well-formed JSON value. The message never quotes them. */
public final class MalformedJsonException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean tooDeep;

  MalformedJsonException(String message, boolean tooDeep) {
    super(message, null, false, false);
    this.tooDeep = tooDeep;
  }

  /** {@return whether it is nested deeper than {@link RawScanner#MAX_DEPTH}} */
  public boolean isTooDeep() {
    return tooDeep;
  }
}
