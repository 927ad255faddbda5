package io.keyfold.deployment.home;

/** Whether Keyfold takes requests, as far as this process can tell. */
@FunctionalInterface
public interface OverallHealth {
  /** {@return whether it does now; may block for a moment} */
  boolean isUp();
}
