package io.keyfold.platform.web;

import org.jspecify.annotations.Nullable;

/**
 * A field of a PATCH body: left out, sent as null, or sent with a value.
 *
 * @param present whether the field was in the body
 * @param value what was sent; null if left out or sent as null
 * @param <T> the field's type
 */
public record PatchField<T>(boolean present, @Nullable T value) {
  /** {@return a field that was left out} */
  public static <T> PatchField<T> absent() {
    return new PatchField<>(false, null);
  }

  /** {@return a field that was sent} */
  public static <T> PatchField<T> of(@Nullable T value) {
    return new PatchField<>(true, value);
  }

  /** {@return what was sent, or what is there now if the field was left out} */
  public @Nullable T orElse(@Nullable T current) {
    return present ? value : current;
  }

  /** Does not show the value: it may be a secret. */
  @Override
  public String toString() {
    return present ? "Sent[***]" : "Sent[]";
  }
}
