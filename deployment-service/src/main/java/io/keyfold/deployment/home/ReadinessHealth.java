package io.keyfold.deployment.home;

import io.keyfold.platform.log.view.LogContactHealth;
import java.util.Set;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/**
 * Reports the readiness of this instance. An instance without a connection to Kafka serves its current state and is up.
 */
final class ReadinessHealth implements OverallHealth {

  private static final Set<Status> UP = Set.of(Status.UP, LogContactHealth.CUT_OFF);

  private final HealthEndpoint endpoint;

  ReadinessHealth(HealthEndpoint endpoint) {
    this.endpoint = endpoint;
  }

  @Override
  public boolean isUp() {
    HealthDescriptor health = endpoint.healthForPath("readiness");
    return health != null && UP.contains(health.getStatus());
  }
}
