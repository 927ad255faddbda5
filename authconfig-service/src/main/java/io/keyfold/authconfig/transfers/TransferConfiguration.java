package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.catalogue.MethodChoice;
import io.keyfold.authconfig.credentials.CredentialValues;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.Vault;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures imports and exports. */
@Configuration(proxyBeanMethods = false)
class TransferConfiguration {

  @Bean
  ImportWrites importWrites(
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("tokensView") View tokens,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    CredentialValues values,
    Vault vault,
    TokenVault tokenVault,
    Apps apps
  ) {
    return new ImportWrites(
      new ImportWrites.Views(authConfigs, tokens),
      writer,
      new MethodChoice(deployments),
      values,
      new Sealing(vault),
      new ImportedTokens(tokenVault),
      apps
    );
  }

  @Bean
  ExportedValues exportedValues(
    @Qualifier("authConfigsView") View authConfigs,
    @Qualifier("tokensView") View tokens,
    Vault vault,
    TokenVault tokenVault
  ) {
    return new ExportedValues(authConfigs, tokens, vault, tokenVault);
  }
}
