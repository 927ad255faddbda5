package io.keyfold.schemas.error;

import org.jspecify.annotations.Nullable;

/** The schema registry is unreachable or fails. Retryable. */
public final class RegistryUnavailableException extends RegistryException {

  private final String address;

  /**
   * Creates an exception.
   *
   * @param address the registry's address, without credentials
   * @param reason the failure
   * @param cause the I/O error, if any
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
