package io.keyfold.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * A field of a PATCH body: absent, null, or with a value.
 *
 * @param present whether the field was in the body
 * @param value the sent value; null if absent or null
 * @param <T> the field's type
 */
public record PatchField<T>(boolean present, @Nullable T value) {
  /** {@return an absent field} */
  public static <T> PatchField<T> absent() {
    return new PatchField<>(false, null);
  }

  /** {@return a field that was sent} */
  public static <T> PatchField<T> of(@Nullable T value) {
    return new PatchField<>(true, value);
  }

  /** {@return the sent value, or the current one if the field is absent} */
  public @Nullable T orElse(@Nullable T current) {
    return present ? value : current;
  }

  /** Omits the value, which may be a secret. */
  @Override
  public String toString() {
    return present ? "PatchField[***]" : "PatchField[]";
  }
}
