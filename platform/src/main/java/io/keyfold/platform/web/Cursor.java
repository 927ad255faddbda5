package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.Base62;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Encodes a page position as an opaque token: {@code cur_} and the base-62 digits of {@code ["after","pdp_..."]}. */
final class Cursor {

  private static final String PREFIX = "cur_";
  private static final int MAX_LENGTH = 256;
  private static final Pattern WORD = Pattern.compile(PREFIX + "[0-9A-Za-z]{1," + MAX_LENGTH + "}");
  private static final Pattern JSON = Pattern.compile("\\[\"(after|before)\",\"([A-Za-z0-9_.#:-]{1,128})\"]");

  private Cursor() {}

  static String encode(String direction, String id) {
    String json = "[\"" + direction + "\",\"" + id + "\"]";
    return PREFIX + Base62.encode(new BigInteger(1, json.getBytes(StandardCharsets.UTF_8)));
  }

  static PageBounds decode(String cursor) {
    if (!WORD.matcher(cursor).matches()) {
      throw malformed();
    }
    BigInteger number = Base62.decode(cursor.substring(PREFIX.length()));
    Matcher json = JSON.matcher(new String(number.toByteArray(), StandardCharsets.UTF_8));
    if (!json.matches()) {
      throw malformed();
    }
    String id = json.group(2);
    return json.group(1).equals("after") ? new PageBounds(id, null) : new PageBounds(null, id);
  }

  private static ApiException malformed() {
    return ApiException.invalid(
      "format",
      "cursor was not issued by this API; use after or before with an id",
      "cursor"
    );
  }
}
