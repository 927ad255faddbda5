package io.keyfold.benchmarks.endpoint;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.reactive.config.EnableWebFlux;

/** WebFlux with annotated controllers, as Keyfold has it, and nothing else. */
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
