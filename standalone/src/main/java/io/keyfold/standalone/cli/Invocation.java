package io.keyfold.standalone.cli;

import io.keyfold.standalone.boot.Options;

/** What the command line asks for. */
sealed interface Invocation {
  /** Print how it is used. */
  record Help() implements Invocation {}

  /** Start and serve. */
  record Up(Options options) implements Invocation {}

  /** Delete every local store, rebuild them from the log, and end. */
  record Rebuild(Options options) implements Invocation {}

  /**
   * Start, play the main job, and serve.
   *
   * @param exit end after the main job instead
   */
  record Demo(Options options, boolean exit) implements Invocation {}
}
