package io.keyfold.session.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * How one property of a credential goes into a call.
 *
 * @param place where
 * @param name name of the header or query parameter; null for {@link Place#BEARER}
 * @param property the property of the credential's value
 * @param prefix text before the value
 */
public record Injection(Place place, @Nullable String name, String property, String prefix) {
  /** Refuses a header or query parameter without a name. */
  public Injection {
    if ((place == Place.HEADER || place == Place.QUERY) && name == null) {
      throw new IllegalArgumentException("a header or query parameter has a name");
    }
  }

  /** Where a credential can go. */
  public enum Place {
    /** A header of its own. */
    HEADER,
    /** {@code Authorization: Bearer}. */
    BEARER,
    /** A parameter of the URL's query. */
    QUERY,
    /** A place of a newer release: a call with it must fail instead of going out without the credential. */
    UNKNOWN,
  }
}
