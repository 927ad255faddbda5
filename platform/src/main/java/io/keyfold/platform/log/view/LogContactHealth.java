package io.keyfold.platform.log.view;

import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether another instance would do better. Part of readiness with a status of its own, which is a success to probes (203): where
 * Kafka as a whole is away, all instances are cut off, and go on with what they know.
 *
 * @param inContact whether the log answers this instance
 */
public record LogContactHealth(BooleanSupplier inContact) implements HealthIndicator {
  /** The log does not answer this instance: it serves what it knows, and neither writes nor misses are answered in time. */
  public static final Status CUT_OFF = new Status("CUT_OFF");

  @Override
  public Health health() {
    return Health.status(inContact.getAsBoolean() ? Status.UP : CUT_OFF).build();
  }
}
