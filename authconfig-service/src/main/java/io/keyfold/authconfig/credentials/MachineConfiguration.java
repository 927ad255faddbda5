package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.vault.Vault;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures grants without a user's consent. */
@Configuration(proxyBeanMethods = false)
class MachineConfiguration {

  @Bean
  MachineGrants machineGrants(Apps apps, Vendors vendors, OAuthClient oauth, Vault vault, Clock clock) {
    return new MachineGrants(apps, vendors, oauth, new TokenVault(vault), clock);
  }
}
