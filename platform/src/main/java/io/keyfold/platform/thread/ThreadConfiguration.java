package io.keyfold.platform.thread;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The thread supervisor of a service; imported by configurations that start threads. */
@Configuration(proxyBeanMethods = false)
public class ThreadConfiguration {

  @Bean
  ThreadSupervisor threadSupervisor(ObjectProvider<MeterRegistry> meters) {
    return new ThreadSupervisor(meters.getIfAvailable(SimpleMeterRegistry::new));
  }

  @Bean
  HealthIndicator threadsHealthIndicator(ThreadSupervisor threads) {
    return new ThreadsHealth(threads);
  }
}
