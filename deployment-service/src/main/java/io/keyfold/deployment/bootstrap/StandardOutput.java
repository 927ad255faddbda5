package io.keyfold.deployment.bootstrap;

import io.keyfold.platform.access.ApiKeySecret;
import java.io.PrintStream;

/** Prints the first key as a line of its own, beside the log. */
public final class StandardOutput implements FirstKeyAnnouncer {

  private final PrintStream out;

  /** Prints there. */
  public StandardOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void announce(ApiKeySecret key) {
    out.println("first API key, shown only this once: " + key.reveal());
    out.flush();
  }
}
