package io.keyfold.schemas.error;

/** The registry does not have the subject, its version, or the schema in the subject. */
public final class UnknownSubjectException extends SchemaException {

  /**
   * Creates an exception.
   *
   * @param missing the missing subject, version or schema
   * @param address the registry's address, without credentials
   */
  public UnknownSubjectException(String missing, String address) {
    super("the schema registry at " + address + " does not have " + missing, null);
  }
}
