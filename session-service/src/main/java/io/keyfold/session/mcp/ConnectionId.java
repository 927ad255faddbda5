package io.keyfold.session.mcp;

import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Id of a classic client's connection. It contains what the client declared when it was opened, so that any instance
 * knows it without shared state, and where it was opened ({@link Homes}). A client that forges it only misstates its own
 * capabilities.
 */
final class ConnectionId {

  private static final int MAX_LENGTH = 4_096;
  private static final char SEPARATOR = '.';

  private ConnectionId() {}

  /**
   * {@return the id; without the capabilities if they are very large}
   *
   * @param home where the connection is at home, sealed
   */
  static String of(String fresh, RawObject capabilities, String home) {
    String encoded = capabilities.members().isEmpty()
      ? ""
      : Base64.getUrlEncoder().withoutPadding().encodeToString(capabilities.json().bytes());
    boolean fits = encoded.length() + fresh.length() + home.length() < MAX_LENGTH;
    return fresh + SEPARATOR + (fits ? encoded : "") + SEPARATOR + home;
  }

  /** {@return the capabilities in the id; none if it has none} */
  static RawObject capabilities(@Nullable String id) {
    try {
      return part(id, 1)
        .flatMap(encoded -> RawJson.parse(Base64.getUrlDecoder().decode(encoded)).object())
        .orElse(RawObject.EMPTY);
    } catch (MalformedJsonException | IllegalArgumentException e) {
      return RawObject.EMPTY;
    }
  }

  /** {@return where the connection is at home, sealed; empty if the id does not say so} */
  static Optional<String> home(@Nullable String id) {
    return part(id, 2);
  }

  private static Optional<String> part(@Nullable String id, int index) {
    if (id == null || id.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    String[] parts = id.split("\\.", -1);
    return index < parts.length && !parts[index].isEmpty() ? Optional.of(parts[index]) : Optional.empty();
  }
}
