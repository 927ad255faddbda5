package io.keyfold.schemas.error;

/**
 * The bytes are not a record in Confluent's wire format: too short, wrong magic byte, or not Avro of the named schema.
 * Not retryable.
 */
public final class NotAvroException extends SchemaException {

  /** Creates an exception. The message must not contain parts of the bytes. */
  public NotAvroException(String message) {
    super(message, null);
  }

  /**
   * Creates an exception with the type and stack trace of the cause, but not its message, which may contain parts of
   * the bytes.
   *
   * @param message the problem
   * @param cause the decoder's exception
   */
  public NotAvroException(String message, Throwable cause) {
    super(message + " (" + cause.getClass().getSimpleName() + ")", null);
    setStackTrace(cause.getStackTrace());
  }
}
