package io.keyfold.authconfig.pages;

import org.jspecify.annotations.Nullable;

/**
 * Whose pages these are.
 *
 * @param name name of the company that asks; null if it must not or cannot be shown
 * @param logo path of its logo on this host; null if it has none
 * @param accent its colour
 */
public record Brand(@Nullable String name, @Nullable String logo, Accent accent) {
  /** The brand of a page whose tenant is not known: it names nobody. */
  public static final Brand NEUTRAL = new Brand(null, null, Accent.DEFAULT);
}
