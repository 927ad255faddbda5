package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a client speaks MCP. */
sealed interface Dialect {
  /** {@return its protocol version} */
  String version();

  /** {@return what it declared that it can do} */
  RawObject capabilities();

  /** {@return id of the connection that belongs to this client alone, if it has one} */
  default Optional<String> ownConnection() {
    return this instanceof Classic classic ? Optional.ofNullable(classic.connection()) : Optional.empty();
  }

  /**
   * MCP 2025-11-25 and before, with sessions.
   *
   * @param connection the session's id, which contains the capabilities; null if the client sends none
   */
  record Classic(String version, @Nullable String connection, RawObject capabilities) implements Dialect {}

  /** MCP 2026-07-28: each request says all. */
  record Modern(String version, RawObject capabilities) implements Dialect {}
}
