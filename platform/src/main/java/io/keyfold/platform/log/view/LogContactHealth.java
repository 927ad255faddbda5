package io.keyfold.platform.log.view;

import java.util.function.BooleanSupplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports whether the log answers this instance, as part of readiness. The status {@code CUT_OFF} maps to 203, which
 * probes count as success: if Kafka is down, all instances are cut off and keep serving reads.
 *
 * @param inContact whether the log answers this instance
 */
public record LogContactHealth(BooleanSupplier inContact) implements HealthIndicator {
  /** The log does not answer this instance. Lookups that hit are served; writes and misses time out. */
  public static final Status CUT_OFF = new Status("CUT_OFF");

  @Override
  public Health health() {
    return Health.status(inContact.getAsBoolean() ? Status.UP : CUT_OFF).build();
  }
}
