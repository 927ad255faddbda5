package io.keyfold.session.mcp;

import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Id of a classic client's connection. It contains what the client declared when it was opened, so that any instance
 * knows it without shared state. A client that forges it only misstates its own capabilities.
 */
final class ConnectionId {

  private static final int MAX_LENGTH = 4_096;
  private static final char SEPARATOR = '.';

  private ConnectionId() {}

  /** {@return the id; without the capabilities if they are very large} */
  static String of(String fresh, RawObject capabilities) {
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(capabilities.json().bytes());
    boolean fits = !capabilities.members().isEmpty() && encoded.length() + fresh.length() < MAX_LENGTH;
    return fits ? fresh + SEPARATOR + encoded : fresh;
  }

  /** {@return the capabilities in the id; none if it has none} */
  static RawObject capabilities(@Nullable String id) {
    int at = id == null || id.length() > MAX_LENGTH ? -1 : id.indexOf(SEPARATOR);
    if (id == null || at < 0) {
      return RawObject.EMPTY;
    }
    try {
      return RawJson.parse(Base64.getUrlDecoder().decode(id.substring(at + 1)))
        .object()
        .orElse(RawObject.EMPTY);
    } catch (MalformedJsonException | IllegalArgumentException e) {
      return RawObject.EMPTY;
    }
  }
}
