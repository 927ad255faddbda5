package io.keyfold.acceptance.mcp.oddities;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Something that real servers do.
 *
 * @param name its name in URLs and in docs/mcp.md
 * @param what what the server does
 * @param correct what its caller gets
 * @param apis where it is played
 * @param suffix what the provider's URL has after its place
 * @param peer makes a server that does it
 * @param check plays it once
 */
record Oddity(
  String name,
  String what,
  String correct,
  Set<Api> apis,
  String suffix,
  Supplier<Peer> peer,
  Check check
) {
  /** The ways to call a tool. */
  enum Api {
    REST,
    CLASSIC,
    MODERN,
  }

  /** Calls through the session, and looks at what came back and at what the server received. */
  @FunctionalInterface
  interface Check {
    void play(Play play);
  }

  static Oddity of(String name, String what, String correct, Supplier<Peer> peer, Check check) {
    return new Oddity(name, what, correct, Set.of(Api.values()), "", peer, check);
  }

  /** {@return the same, played over MCP alone} */
  Oddity overMcp() {
    return on(Api.CLASSIC, Api.MODERN);
  }

  Oddity on(Api first, Api... others) {
    return new Oddity(name, what, correct, Set.copyOf(EnumSet.of(first, others)), suffix, peer, check);
  }

  Oddity at(String urlSuffix) {
    return new Oddity(name, what, correct, apis, urlSuffix, peer, check);
  }

  @Override
  public String toString() {
    return name;
  }
}
