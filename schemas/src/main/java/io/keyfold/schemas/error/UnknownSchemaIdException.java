package io.keyfold.schemas.error;

/** The registry has no schema with the id of a record. */
public final class UnknownSchemaIdException extends SchemaException {

  private final int id;

  /**
   * Creates an exception.
   *
   * @param id the unknown id
   * @param address the registry's address, without credentials
   */
  public UnknownSchemaIdException(int id, String address) {
    super("the schema registry at " + address + " has no schema with id " + id, null);
    this.id = id;
  }

  /** {@return the unknown id} */
  public int id() {
    return id;
  }
}
