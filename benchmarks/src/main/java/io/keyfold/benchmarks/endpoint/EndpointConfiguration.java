package io.keyfold.benchmarks.endpoint;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.EnableWebFlux;

/** Configures plain WebFlux with annotated controllers, as in Keyfold. */
@Configuration(proxyBeanMethods = false)
@EnableWebFlux
class EndpointConfiguration {

  @Bean
  EmptyController emptyController() {
    return new EmptyController();
  }

  @Bean
  ToolController toolController() {
    return new ToolController();
  }
}
