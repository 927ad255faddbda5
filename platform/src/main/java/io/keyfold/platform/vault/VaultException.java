package io.keyfold.platform.vault;

import org.jspecify.annotations.Nullable;

/** Thrown when a secret could not be sealed or opened. The message never contains the secret or its key. */
public final class VaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** The cause of the failure. */
  public enum Reason {
    /** The data key was erased or never existed: its secrets cannot be opened. */
    ERASED,
    /** Ciphertext, key or context do not match what was sealed. */
    REFUSED,
    /** The key-encryption key or the keys topic did not respond in time; retry later. */
    UNAVAILABLE,
  }

  private final Reason reason;

  VaultException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** {@return the cause} */
  public Reason reason() {
    return reason;
  }
}
