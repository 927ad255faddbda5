package io.keyfold.session.resolve;

import io.keyfold.platform.log.View;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.tokens.TokenSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures credential resolution. */
@Configuration(proxyBeanMethods = false)
class ResolveConfiguration {

  @Bean
  Catalogue catalogue(@Qualifier("deploymentsView") View deployments) {
    return new Catalogue(deployments);
  }

  @Bean
  Resolver resolver(Catalogue catalogue, @Qualifier("authConfigsView") View credentials, TokenSource tokens) {
    return new Resolver(catalogue, credentials, tokens);
  }
}
