package io.keyfold.deployment.bootstrap;

import io.keyfold.platform.access.ApiKeySecret;
import java.io.PrintStream;

/** Prints the first key on a separate line of standard output, not to the log. */
public final class StandardOutput implements FirstKeyAnnouncer {

  private final PrintStream out;

  /** Creates an announcer that prints to this stream. */
  public StandardOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void announce(ApiKeySecret key) {
    out.println("first API key, shown only this once: " + key.reveal());
    out.flush();
  }
}
