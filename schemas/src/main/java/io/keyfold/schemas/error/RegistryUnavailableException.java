package io.keyfold.schemas.error;

import org.jspecify.annotations.Nullable;

/** The schema registry cannot be reached, or fails. The same call may succeed later. */
public final class RegistryUnavailableException extends RegistryException {

  private final String address;

  /**
   * Names the registry and what happened.
   *
   * @param address the registry's address, without credentials
   * @param reason what happened
   * @param cause the I/O error, if there was one
   */
  public RegistryUnavailableException(String address, String reason, @Nullable Throwable cause) {
    super("the schema registry at " + address + " is unavailable: " + reason, cause);
    this.address = address;
  }

  /** {@return the registry's address, without credentials} */
  public String address() {
    return address;
  }
}
