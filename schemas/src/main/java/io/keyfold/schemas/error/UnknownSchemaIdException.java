package io.keyfold.schemas.error;

/** The registry has no schema under the id that a record names. */
public final class UnknownSchemaIdException extends SchemaException {

  private final int id;

  /**
   * Names id and registry.
   *
   * @param id the id that was asked for
   * @param address the registry's address, without credentials
   */
  public UnknownSchemaIdException(int id, String address) {
    super("the schema registry at " + address + " has no schema with id " + id, null);
    this.id = id;
  }

  /** {@return the id that was asked for} */
  public int id() {
    return id;
  }
}
