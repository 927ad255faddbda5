package io.keyfold.session.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How one property of a credential is injected into a call.
 *
 * @param place where it is injected
 * @param name name of the header or query parameter; null for {@link Place#BEARER}
 * @param property property of the credential's value
 * @param prefix text before the value
 */
public record Injection(Place place, @Nullable String name, String property, String prefix) {
  /** Rejects a header or query parameter without a name. */
  public Injection {
    if ((place == Place.HEADER || place == Place.QUERY) && name == null) {
      throw new IllegalArgumentException("a header or query parameter needs a name");
    }
  }

  /** Where a credential is injected. */
  public enum Place {
    /** A named header. */
    HEADER,
    /** {@code Authorization: Bearer}. */
    BEARER,
    /** A query parameter of the URL. */
    QUERY,
    /** A place of a newer release: calls must fail rather than go out without the credential. */
    UNKNOWN,
  }
}
