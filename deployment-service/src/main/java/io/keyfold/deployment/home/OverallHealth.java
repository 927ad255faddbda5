package io.keyfold.deployment.home;

/** Reports whether Keyfold accepts requests, as far as this process knows. */
@FunctionalInterface
public interface OverallHealth {
  /** {@return whether it accepts requests; may block briefly} */
  boolean isUp();
}
