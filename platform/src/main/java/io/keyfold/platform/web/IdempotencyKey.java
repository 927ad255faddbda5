package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Reads the Idempotency-Key of a POST. */
final class IdempotencyKey {

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]{1,255}");

  private IdempotencyKey() {}

  /** {@return the key; null if the caller sent none} */
  static @Nullable String of(HttpHeaders headers) {
    List<String> values = headers.getOrEmpty(HEADER);
    if (values.isEmpty()) {
      return null;
    }
    if (values.size() > 1 || !VISIBLE.matcher(values.get(0)).matches()) {
      throw ApiException.invalid("format", HEADER + " must be one value of 1 to 255 visible ASCII characters", HEADER);
    }
    return values.get(0);
  }
}
