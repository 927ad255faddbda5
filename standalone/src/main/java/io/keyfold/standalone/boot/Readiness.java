package io.keyfold.standalone.boot;

import io.keyfold.platform.log.view.LogContactHealth;
import io.keyfold.standalone.StartFailure;
import io.keyfold.standalone.http.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** Checks the services' readiness health group, which probes use in a cluster. */
final class Readiness {

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Statuses that count as ready. An instance cut off from the log stays ready, since there is no other instance. */
  private static final Set<Status> READY = Set.of(Status.UP, LogContactHealth.CUT_OFF);

  private final ServiceContexts contexts;

  Readiness(ServiceContexts contexts) {
    this.contexts = contexts;
  }

  /** {@return whether all services are ready} */
  boolean isReady() {
    return contexts.running().size() == Service.values().length && notReady().isEmpty();
  }

  /**
   * Waits until all services are ready.
   *
   * @param timeout timeout without progress; rebuilding views from a long log may take longer
   * @param progress called repeatedly while waiting; returns whether there was progress
   * @throws StartFailure after the timeout
   */
  void await(Duration timeout, BooleanSupplier progress) throws InterruptedException {
    if (!Poll.until(timeout, PAUSE, this::isReady, progress::getAsBoolean)) {
      throw new StartFailure(
        "not ready, and no progress for " + timeout.toSeconds() + " s: " + String.join(", ", notReady())
      );
    }
  }

  private List<String> notReady() {
    List<String> notReady = new ArrayList<>();
    for (Map.Entry<Service, ConfigurableApplicationContext> entry : contexts.running().entrySet()) {
      HealthDescriptor health = entry.getValue().getBean(HealthEndpoint.class).healthForPath("readiness");
      if (health == null) {
        notReady.add(entry.getKey().label() + " (no readiness group)");
      } else if (!READY.contains(health.getStatus())) {
        notReady.add(entry.getKey().label() + " " + failingComponents(health));
      }
    }
    return notReady;
  }

  private static List<String> failingComponents(HealthDescriptor health) {
    if (!(health instanceof CompositeHealthDescriptor composite) || composite.getComponents() == null) {
      return List.of();
    }
    return composite
      .getComponents()
      .entrySet()
      .stream()
      .filter(component -> !READY.contains(component.getValue().getStatus()))
      .map(Map.Entry::getKey)
      .toList();
  }
}
