package io.keyfold.authconfig.versions;

import io.keyfold.platform.error.ApiException;
import java.util.regex.Pattern;

/** The number of a version in a path. */
public final class VersionNumber {

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

  private VersionNumber() {}

  /**
   * {@return the number}
   *
   * @param entity kind of the version, for the error
   * @throws ApiException {@code not_found} if it is no number
   */
  public static long of(String entity, String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw ApiException.notFound(entity, text);
    }
    return Long.parseLong(text);
  }
}
