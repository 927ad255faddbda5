package io.keyfold.authconfig.oauth;

import org.jspecify.annotations.Nullable;

/**
 * The account at the vendor that a token acts for. Both texts are the vendor's, without control characters and at most
 * {@value #MAX_LENGTH} characters long.
 *
 * @param id the vendor's id of the account
 * @param name a name to show, e.g. an e-mail address; null if unknown
 */
public record Account(String id, @Nullable String name) {
  /** Maximum characters of a text. */
  public static final int MAX_LENGTH = 200;
}
