package io.keyfold.benchmarks.load;

import java.nio.file.Path;

/**
 * How much load.
 *
 * @param home the root of the checkout
 * @param acts acts of each kind at 16 and 64 connections; a fifth of it at one
 * @param warmUp acts of each kind before anything is measured
 * @param rate records of use a second
 * @param seconds how long they go on
 */
public record LoadOptions(Path home, int acts, int warmUp, int rate, int seconds) {
  private static final int AT_LEAST = 100;

  /** Refuses what measures nothing. */
  public LoadOptions {
    if (acts < AT_LEAST || warmUp < AT_LEAST || rate < 1 || seconds < 1) {
      throw new IllegalArgumentException("acts and warm-up are at least " + AT_LEAST + ", rate and seconds at least 1");
    }
  }

  /** {@return how many acts so many connections make} */
  int actsOf(int connections) {
    return connections == 1 ? Math.max(AT_LEAST, acts / 5) : acts;
  }
}
