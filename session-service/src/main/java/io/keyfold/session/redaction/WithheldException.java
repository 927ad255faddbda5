package io.keyfold.session.redaction;

/**
 * The credential is in a part of a response that cannot be changed: in a name, or as a number. The message contains
 * nothing of the response.
 */
public final class WithheldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String why;

  private WithheldException(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /** {@return the part that contains the credential, as text for the caller} */
  public String why() {
    return why;
  }

  static WithheldException name() {
    return new WithheldException("the name of a field in it contains a part of the credential");
  }

  static WithheldException number() {
    return new WithheldException("a number in it contains a part of the credential");
  }
}
