package io.keyfold.platform.start;

import org.jspecify.annotations.Nullable;

/** A setting that cannot be used. The message names the setting, its value unless it is secret, and what is allowed. */
public final class InvalidSettingException extends IllegalArgumentException implements OperatorError {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the error.
   *
   * @param name name of the setting
   * @param value its value; null: not shown, because it is secret or missing
   * @param allowed what it must be, e.g. "must be a port"
   */
  public InvalidSettingException(String name, @Nullable Object value, String allowed) {
    this(name, value, allowed, null);
  }

  /** Creates the error with the reason why a file is not usable. */
  public InvalidSettingException(String name, @Nullable Object value, String allowed, @Nullable Throwable cause) {
    super((value == null ? name : name + "=" + value) + " " + allowed, cause);
  }
}
