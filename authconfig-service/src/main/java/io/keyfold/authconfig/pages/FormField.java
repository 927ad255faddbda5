package io.keyfold.authconfig.pages;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a form.
 *
 * @param name name in the submitted form; also its id in the page
 * @param label label
 * @param description help text; null if there is none
 * @param type kind of input
 * @param required whether it must be filled in
 * @param options choices of a {@link Type#SELECT}; otherwise empty
 * @param value what is filled in already; always null for a secret
 * @param error code of the last attempt's error, as in {@link io.keyfold.platform.error.FieldError}; null if there is
 *     none
 */
public record FormField(
  String name,
  String label,
  @Nullable String description,
  Type type,
  boolean required,
  List<String> options,
  @Nullable String value,
  @Nullable String error
) {
  /** Kinds of input. */
  public enum Type {
    TEXT,
    /** A secret in one line. */
    PASSWORD,
    /** Several lines, or JSON. */
    MULTILINE,
    /** A secret of several lines. */
    SECRET_MULTILINE,
    NUMBER,
    CHECKBOX,
    SELECT,
    URL,
    EMAIL;

    /** {@return whether the value must never be sent to the browser} */
    public boolean secret() {
      return this == PASSWORD || this == SECRET_MULTILINE;
    }
  }

  /** Copies the options and rejects a secret value. */
  public FormField {
    options = List.copyOf(options);
    if (type.secret() && value != null) {
      throw new IllegalArgumentException("a secret must not be shown again");
    }
  }
}
