package io.keyfold.session.redaction;

/**
 * The credential is in a part of an answer that cannot be changed without breaking the answer: in a name, or as a number. The
 * message holds nothing of the answer.
 */
public final class WithheldException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String why;

  private WithheldException(String why) {
    super(why, null, false, false);
    this.why = why;
  }

  /** {@return what holds the credential, fit for the caller} */
  public String why() {
    return why;
  }

  static WithheldException name() {
    return new WithheldException("the name of a field in it holds a part of the credential");
  }

  static WithheldException number() {
    return new WithheldException("a number in it is a part of the credential");
  }
}
