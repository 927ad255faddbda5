package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Converts object versions to and from ETags: {@code "v3"}. */
final class EntityTag {

  private static final Pattern TAG = Pattern.compile("(?:W/)?\"v([0-9]{1,18})\"");

  private EntityTag() {}

  static String of(long version) {
    return "\"v" + version + "\"";
  }

  /** {@return the expected version; null if If-Match is missing or {@code *}} */
  static @Nullable Long expected(HttpHeaders headers) {
    List<String> values = headers.getOrEmpty(HttpHeaders.IF_MATCH);
    if (values.isEmpty() || (values.size() == 1 && values.get(0).strip().equals("*"))) {
      return null;
    }
    Matcher tag = TAG.matcher(values.get(0).strip());
    if (values.size() > 1 || !tag.matches()) {
      throw ApiException.invalid(
        "format",
        "If-Match must be one ETag as returned with the object, e.g. \"v3\"",
        "If-Match"
      );
    }
    return Long.valueOf(tag.group(1));
  }
}
