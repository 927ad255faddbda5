package io.keyfold.authconfig.configs;

import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.credentials.CredentialValues;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the API of provider configs. */
@Configuration(proxyBeanMethods = false)
class ConfigsConfiguration {

  @Bean
  ConfigValues configValues(CredentialValues schemas) {
    return new ConfigValues(schemas);
  }

  @Bean
  ConfigWrites configWrites(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    ConfigValues values
  ) {
    return new ConfigWrites(view, writer, new MethodChoice(deployments), values);
  }
}
