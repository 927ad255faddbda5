package io.keyfold.deployment.home;

import io.keyfold.platform.log.view.LogContactHealth;
import java.util.Set;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;

/** The readiness of this instance. One that is cut off from Kafka serves what it knows, and is up. */
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
