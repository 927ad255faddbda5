package io.keyfold.schemas.error;

/** The registry does not have the subject, the version of it, or the schema under it. */
public final class UnknownSubjectException extends SchemaException {

  /**
   * Names what was asked for.
   *
   * @param what subject, version or schema
   * @param address the registry's address, without credentials
   */
  public UnknownSubjectException(String what, String address) {
    super("the schema registry at " + address + " does not have " + what, null);
  }
}
