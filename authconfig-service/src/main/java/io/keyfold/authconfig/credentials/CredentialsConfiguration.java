package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.versions.VersionProperties;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.Vault;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures auth configs. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VersionProperties.class)
class CredentialsConfiguration {

  @Bean
  CredentialValues credentialValues(MeterRegistry meters) {
    return new CredentialValues(meters);
  }

  @Bean
  VersionWrites versionWrites(
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    Vault vault,
    CredentialValues values,
    VersionProperties properties
  ) {
    Rotations rotations = new Rotations(new MethodChoice(deployments), values, new Sealing(vault));
    return new VersionWrites(new Merge(authConfigs, writer), rotations, properties);
  }
}
