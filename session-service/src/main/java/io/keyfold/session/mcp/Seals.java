package io.keyfold.session.mcp;

import io.keyfold.platform.vault.DerivedCipher;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/**
 * Values that a client holds for Keyfold and returns later, to whichever instance. They are encrypted, bound to the
 * session and the caller, and expire. Thread-safe.
 */
final class Seals {

  private static final int MAX_LENGTH = 64 * 1024;
  private static final String UNTIL = "until";

  private final DerivedCipher cipher;
  private final Duration validity;
  private final Clock clock;

  /**
   * Creates the seals of one use.
   *
   * @param purpose separates uses
   * @param validity how long a value can be returned
   */
  Seals(DerivedSecrets secrets, String purpose, Duration validity, Clock clock) {
    this.cipher = new DerivedCipher(secrets, purpose);
    this.validity = validity;
    this.clock = clock;
  }

  /**
   * {@return the sealed content, as printable ASCII}
   *
   * @param about what it belongs to, besides the caller
   */
  String seal(McpCaller caller, String about, RawObject content) {
    RawObject all = content.with(UNTIL, RawJson.number(clock.instant().plus(validity).getEpochSecond()));
    return Base64.getUrlEncoder()
      .withoutPadding()
      .encodeToString(cipher.seal(all.json().bytes(), bound(caller, about)));
  }

  /** {@return the content; empty if it was not sealed for this caller and this subject, or has expired} */
  Optional<RawObject> open(McpCaller caller, String about, String sealed) {
    return decoded(sealed)
      .flatMap(bytes -> cipher.open(bytes, bound(caller, about)))
      .flatMap(Seals::parsed)
      .filter(content -> until(content).isAfter(clock.instant()));
  }

  private static Instant until(RawObject content) {
    return Instant.ofEpochSecond(content.find(UNTIL).flatMap(RawJson::integer).orElse(0L));
  }

  private static Optional<byte[]> decoded(String text) {
    try {
      return text.length() > MAX_LENGTH ? Optional.empty() : Optional.of(Base64.getUrlDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<RawObject> parsed(byte[] content) {
    try {
      return RawJson.parse(content).object();
    } catch (MalformedJsonException e) {
      return Optional.empty();
    }
  }

  private static byte[] bound(McpCaller caller, String about) {
    String text = String.join(
      "\n",
      caller.tenant().value(),
      caller.session().id(),
      caller.actor().getType().name(),
      caller.actor().getId(),
      about
    );
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
