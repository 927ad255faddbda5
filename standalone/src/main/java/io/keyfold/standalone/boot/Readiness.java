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

/** Whether the services take requests: the same health group that a cluster's probes ask for. */
final class Readiness {

  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Where the log does not answer, nobody else would do better here. */
  private static final Set<Status> READY = Set.of(Status.UP, LogContactHealth.CUT_OFF);

  private final ServiceContexts contexts;

  Readiness(ServiceContexts contexts) {
    this.contexts = contexts;
  }

  /** {@return whether all are ready now} */
  boolean now() {
    return contexts.running().size() == Service.values().length && missing().isEmpty();
  }

  /**
   * Returns when all are ready.
   *
   * @param bound how long to wait where nothing moves; to rebuild lost views from a long log takes as long as it takes
   * @param moves run now and then while it waits: whether there was progress
   * @throws StartFailure if they are not ready by then
   */
  void await(Duration bound, BooleanSupplier moves) throws InterruptedException {
    long deadline = System.nanoTime() + bound.toNanos();
    while (!now()) {
      if (moves.getAsBoolean()) {
        deadline = System.nanoTime() + bound.toNanos();
      }
      if (System.nanoTime() > deadline) {
        throw new StartFailure(
          "not ready, and no progress for " + bound.toSeconds() + " s: " + String.join(", ", missing())
        );
      }
      Thread.sleep(PAUSE);
    }
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    for (Map.Entry<Service, ConfigurableApplicationContext> each : contexts.running().entrySet()) {
      HealthDescriptor health = each.getValue().getBean(HealthEndpoint.class).healthForPath("readiness");
      if (health == null) {
        missing.add(each.getKey().label() + " (no readiness group)");
      } else if (!READY.contains(health.getStatus())) {
        missing.add(each.getKey().label() + " " + parts(health));
      }
    }
    return missing;
  }

  private static List<String> parts(HealthDescriptor health) {
    if (!(health instanceof CompositeHealthDescriptor composite) || composite.getComponents() == null) {
      return List.of();
    }
    return composite
      .getComponents()
      .entrySet()
      .stream()
      .filter(part -> !READY.contains(part.getValue().getStatus()))
      .map(Map.Entry::getKey)
      .toList();
  }
}
