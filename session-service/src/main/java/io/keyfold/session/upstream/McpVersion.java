package io.keyfold.session.upstream;

import java.util.List;

/** Versions of MCP that Keyfold speaks, to clients and to servers. */
public final class McpVersion {

  /** Versions without sessions: each request carries its version and capabilities. Newest first. */
  public static final List<String> MODERN = List.of("2026-07-28");

  /** Versions with sessions that {@code initialize} starts. Newest first. */
  public static final List<String> CLASSIC = List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  /** The version of a request that names none: only the first ones did not require the header. */
  public static final String UNNAMED = "2025-03-26";

  private McpVersion() {}

  /** {@return the newest modern version} */
  public static String modern() {
    return MODERN.getFirst();
  }

  /** {@return the newest classic version} */
  public static String classic() {
    return CLASSIC.getFirst();
  }
}
