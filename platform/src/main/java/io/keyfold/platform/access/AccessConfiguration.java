package io.keyfold.platform.access;

import io.keyfold.platform.log.View;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;

/**
 * Authentication of a service. Needs the view {@code deploymentsView}, which folds {@code deployment.events} with
 * {@link AccessFold}; a {@link PublicPaths} bean replaces the default ones.
 */
@Configuration(proxyBeanMethods = false)
public class AccessConfiguration {

  @Bean
  ApiKeys apiKeys(
    @Qualifier("deploymentsView") View view,
    ObjectProvider<Clock> clocks,
    ObjectProvider<MeterRegistry> meters
  ) {
    Clock clock = clocks.getIfAvailable(Clock::systemUTC);
    return new ApiKeys(view, clock, new UnknownKeys(clock, meters.getIfAvailable(SimpleMeterRegistry::new)));
  }

  @Bean
  RequiredScopes requiredScopes(
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
    ObjectProvider<PublicPaths> free
  ) {
    return new RequiredScopes(handlers, free.getIfAvailable(() -> PublicPaths.DEFAULT));
  }

  @Bean
  AllowedMethods allowedMethods(
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
    ObjectProvider<PublicPaths> free
  ) {
    return new AllowedMethods(handlers, free.getIfAvailable(() -> PublicPaths.DEFAULT));
  }

  @Bean
  Authentication authentication(ApiKeys keys, ObjectProvider<PublicPaths> free, RequiredScopes required) {
    return new Authentication(keys, free.getIfAvailable(() -> PublicPaths.DEFAULT), required);
  }
}
