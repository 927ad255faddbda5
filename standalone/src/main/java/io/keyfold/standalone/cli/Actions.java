package io.keyfold.standalone.cli;

import io.keyfold.standalone.boot.Options;

/** The actions of the commands. Each returns the exit code. */
interface Actions {
  /** Starts Keyfold and serves until a signal. */
  int up(Options options);

  /** Deletes every local store, rebuilds them from the log and returns. */
  int rebuild(Options options);

  /**
   * Starts Keyfold, runs the demo and serves until a signal.
   *
   * @param exit whether to return after the demo instead of serving
   */
  int demo(Options options, boolean exit);
}
