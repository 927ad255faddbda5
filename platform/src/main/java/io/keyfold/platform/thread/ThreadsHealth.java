package io.keyfold.platform.thread;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Out of service while a thread is down, because nothing else does its work. */
record ThreadsHealth(ThreadSupervisor threads) implements HealthIndicator {
  @Override
  public Health health() {
    var down = threads.down();
    return down.isEmpty() ? Health.up().build() : Health.outOfService().withDetail("down", down).build();
  }
}
