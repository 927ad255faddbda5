package io.keyfold.schemas.error;

/**
 * The bytes are no record in Confluent's wire format: too short, another magic byte, or not Avro of the schema they name.
 * Reading them again will not help.
 */
public final class NotAvroException extends SchemaException {

  /** Names what is wrong with the bytes, without quoting them. */
  public NotAvroException(String message) {
    super(message, null);
  }

  /**
   * Keeps type and place of the cause, but not its message: those of Avro and of logical types quote what they read.
   *
   * @param message what is wrong with the bytes
   * @param cause what the decoder threw
   */
  public NotAvroException(String message, Throwable cause) {
    super(message + " (" + cause.getClass().getSimpleName() + ")", null);
    setStackTrace(cause.getStackTrace());
  }
}
