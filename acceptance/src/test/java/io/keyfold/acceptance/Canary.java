package io.keyfold.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** A secret that is easy to find, also in its usual encodings: base64 at each alignment, and hexadecimal. */
final class Canary {

  private final String secret;
  private final List<String> encodings;

  Canary() {
    this("canary-" + UUID.randomUUID());
  }

  /** Looks for a secret that Keyfold created. */
  Canary(String secret) {
    this.secret = secret;
    this.encodings = List.of(secret, base64(0), base64(1), base64(2), hex());
  }

  String secret() {
    return secret;
  }

  /** {@return the place, if the bytes contain the canary} */
  Optional<String> in(byte[] bytes, String place) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    return encodings.stream().anyMatch(text::contains) ? Optional.of(place) : Optional.empty();
  }

  /** The part of the encoding that does not depend on the surrounding bytes. */
  private String base64(int shift) {
    byte[] bytes = secret.getBytes(StandardCharsets.US_ASCII);
    byte[] shifted = new byte[bytes.length + shift];
    System.arraycopy(bytes, 0, shifted, shift, bytes.length);
    String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
    return text.substring(4, text.length() - 4);
  }

  private String hex() {
    return HexFormat.of().formatHex(secret.getBytes(StandardCharsets.US_ASCII));
  }
}
