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
 * Beans of a service's authentication. Requires the view {@code deploymentsView}, which folds {@code deployment.events}
 * with {@link AccessFold}. A {@link PublicPaths} bean replaces the default public paths.
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
    ObjectProvider<PublicPaths> publicPaths
  ) {
    return new RequiredScopes(handlers, publicPaths.getIfAvailable(() -> PublicPaths.DEFAULT));
  }

  @Bean
  AllowedMethods allowedMethods(
    @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping handlers,
    ObjectProvider<PublicPaths> publicPaths
  ) {
    return new AllowedMethods(handlers, publicPaths.getIfAvailable(() -> PublicPaths.DEFAULT));
  }

  @Bean
  Authentication authentication(ApiKeys keys, ObjectProvider<PublicPaths> publicPaths, RequiredScopes required) {
    return new Authentication(keys, publicPaths.getIfAvailable(() -> PublicPaths.DEFAULT), required);
  }
}
