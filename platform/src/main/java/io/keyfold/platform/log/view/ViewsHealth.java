package io.keyfold.platform.log.view;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up when the views have caught up. Part of readiness, because earlier answers could miss the caller's own writes. */
public record ViewsHealth(ViewStreams views) implements HealthIndicator {
  @Override
  public Health health() {
    Health.Builder health = views.ready() ? Health.up() : Health.outOfService();
    return health.withDetail("state", views.state()).build();
  }
}
