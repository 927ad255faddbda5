package io.keyfold.schemas.error;

/** The schema registry refuses these credentials (401 or 403). Repeating the call will not help. */
public final class RegistryAccessException extends RegistryException {

  /**
   * Names the registry and what it answered.
   *
   * @param address the registry's address, without credentials
   * @param status the HTTP status
   */
  public RegistryAccessException(String address, int status) {
    super("the schema registry at " + address + " refuses access (" + status + "); check its credentials", null);
  }
}
