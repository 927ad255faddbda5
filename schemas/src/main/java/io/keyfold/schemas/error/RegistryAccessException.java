package io.keyfold.schemas.error;

/** The schema registry rejects the credentials (401 or 403). Not retryable. */
public final class RegistryAccessException extends RegistryException {

  /**
   * Creates an exception.
   *
   * @param address the registry's address, without credentials
   * @param status the HTTP status
   */
  public RegistryAccessException(String address, int status) {
    super("the schema registry at " + address + " denies access (" + status + "); check the credentials", null);
  }
}
