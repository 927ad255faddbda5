package io.keyfold.authconfig.branding;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A logo as a tenant sends it: a {@code data:} URL of a raster image. SVG is refused, since it can contain scripts. */
final class LogoImage {

  /** Largest logo in bytes. */
  static final int MAX_BYTES = 64 * 1024;

  private static final Pattern DATA_URL = Pattern.compile(
    "data:(image/(?:png|jpeg|webp));base64,([A-Za-z0-9+/]*={0,2})"
  );
  private static final byte[] PNG = { (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };
  private static final byte[] JPEG = { (byte) 0xff, (byte) 0xd8, (byte) 0xff };
  private static final byte[] RIFF = "RIFF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] WEBP = "WEBP".getBytes(StandardCharsets.US_ASCII);
  private static final int WEBP_AT = 8;

  private final String type;
  private final byte[] content;

  private LogoImage(String type, byte[] content) {
    this.type = type;
    this.content = content;
  }

  /** {@return the image; empty if this is no data URL of a PNG, JPEG or WebP image within the limit} */
  static Optional<LogoImage> of(String dataUrl) {
    Matcher matcher = DATA_URL.matcher(dataUrl);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      byte[] content = Base64.getDecoder().decode(matcher.group(2));
      String type = typeOf(content);
      return type != null && content.length <= MAX_BYTES && type.equals(matcher.group(1))
        ? Optional.of(new LogoImage(type, content))
        : Optional.empty();
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /** {@return a stored logo as a data URL} */
  static String dataUrl(Branding.Logo logo) {
    return "data:" + logo.type() + ";base64," + Base64.getEncoder().encodeToString(logo.content());
  }

  String type() {
    return type;
  }

  ByteBuffer content() {
    return ByteBuffer.wrap(content).asReadOnlyBuffer();
  }

  /** Browsers are told not to guess, so that the declared type has to be true. */
  private static @Nullable String typeOf(byte[] content) {
    if (startsWith(content, 0, PNG)) {
      return "image/png";
    }
    if (startsWith(content, 0, JPEG)) {
      return "image/jpeg";
    }
    return startsWith(content, 0, RIFF) && startsWith(content, WEBP_AT, WEBP) ? "image/webp" : null;
  }

  private static boolean startsWith(byte[] content, int at, byte[] magic) {
    int end = at + magic.length;
    return content.length >= end && Arrays.equals(content, at, end, magic, 0, magic.length);
  }
}
