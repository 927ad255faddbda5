package io.keyfold.session.upstream;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * HTTP headers of MCP.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable
 *     HTTP</a>
 */
public final class McpHeader {

  /** Version of the protocol. */
  public static final String VERSION = "MCP-Protocol-Version";

  /** Id of a classic session. */
  public static final String SESSION = "Mcp-Session-Id";

  /** The method of a modern request. */
  public static final String METHOD = "Mcp-Method";

  /** The name or URI that a modern request is about. */
  public static final String NAME = "Mcp-Name";

  /** Prefix of headers that mirror parameters of a tool. */
  public static final String PARAM_PREFIX = "Mcp-Param-";

  /** Id of the last event of a classic stream that is continued. */
  public static final String LAST_EVENT = "Last-Event-ID";

  private static final String BEFORE = "=?base64?";
  private static final String AFTER = "?=";

  private McpHeader() {}

  /** {@return the value as a header can carry it: as it is, or in Base64 between markers} */
  public static String encoded(String value) {
    boolean safe = value.chars().allMatch(c -> c >= 0x20 && c < 0x7f) && value.equals(value.strip());
    boolean marked = value.startsWith(BEFORE) && value.endsWith(AFTER);
    return safe && !marked && !value.isEmpty()
      ? value
      : BEFORE + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + AFTER;
  }

  /** {@return the value that the header carries; empty if its Base64 is not valid} */
  public static Optional<String> decoded(String header) {
    if (!header.startsWith(BEFORE) || !header.endsWith(AFTER) || header.length() < BEFORE.length() + AFTER.length()) {
      return Optional.of(header);
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(header.substring(BEFORE.length(), header.length() - AFTER.length()));
      return Optional.of(new String(bytes, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
