package io.keyfold.schemas.error;

/** The registry rejects a schema that is incompatible with an earlier version (409) or invalid (422). */
public final class SchemaRejectedException extends SchemaException {

  private final String subject;

  /**
   * Creates an exception.
   *
   * @param subject the subject of the schema
   * @param reason why it was rejected
   */
  public SchemaRejectedException(String subject, String reason) {
    super("schema rejected for subject " + subject + ": " + reason, null);
    this.subject = subject;
  }

  /** {@return the subject of the schema} */
  public String subject() {
    return subject;
  }
}
