package io.keyfold.platform.vault;

import org.jspecify.annotations.Nullable;

/** A secret could not be sealed or opened. Says why, and never anything of the secret or its key. */
public final class VaultException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why. */
  public enum Reason {
    /** The data key is erased or never was: nothing can open what it sealed. */
    ERASED,
    /** The ciphertext, its key or its context is not the one that was sealed. */
    REFUSED,
    /** The key-encryption key or the topic of keys could not be reached in time; a later try may succeed. */
    UNAVAILABLE,
  }

  private final Reason reason;

  VaultException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** {@return why} */
  public Reason reason() {
    return reason;
  }
}
