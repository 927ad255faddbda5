package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.authconfig.versions.VersionProperties;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.web.Lists;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures OAuth apps. */
@Configuration(proxyBeanMethods = false)
class AppConfiguration {

  @Bean
  Apps apps(@Qualifier("authConfigsView") View view, Vault vault) {
    return new Apps(view, new AppSecrets(vault));
  }

  @Bean
  AppWrites appWrites(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    Vendors vendors,
    Vault vault,
    VersionProperties properties
  ) {
    AppSealing sealing = new AppSealing(new Sealing(vault));
    return new AppWrites(view, writer, new MethodChoice(deployments), vendors, sealing, properties);
  }

  @Bean
  AppAccess appAccess(Apps apps) {
    return new AppAccess(apps);
  }

  @Bean
  AppAnswers appAnswers(@Qualifier("authConfigsView") View view, PublicLinks links, Clock clock) {
    return new AppAnswers(view, links, clock);
  }

  @Bean
  Dependents dependents(@Qualifier("authConfigsView") View view, @Qualifier("tokensView") View tokens, Lists lists) {
    return new Dependents(view, tokens, lists);
  }
}
