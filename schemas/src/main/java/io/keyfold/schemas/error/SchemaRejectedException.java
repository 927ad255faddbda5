package io.keyfold.schemas.error;

/** The registry will not take a schema: it is incompatible with an earlier version (409), or no valid schema (422). */
public final class SchemaRejectedException extends SchemaException {

  private final String subject;

  /**
   * Names the subject and the registry's reason.
   *
   * @param subject the subject that the schema was meant for
   * @param reason why it was rejected
   */
  public SchemaRejectedException(String subject, String reason) {
    super("schema rejected for subject " + subject + ": " + reason, null);
    this.subject = subject;
  }

  /** {@return the subject that the schema was meant for} */
  public String subject() {
    return subject;
  }
}
