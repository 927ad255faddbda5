package io.keyfold.platform.vault.wiring;

import io.keyfold.platform.log.View;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.vault.DataKeys;
import io.keyfold.platform.vault.KeyEncryption;
import io.keyfold.platform.vault.MeteredKeyEncryption;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.kafka.KafkaDataKeys;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Beans of the vault, for services that seal or open secrets. Requires the view {@code keysView}, which folds
 * {@code authconfig.keys} with {@link io.keyfold.platform.vault.kafka.DataKeyFold}.
 */
@Configuration(proxyBeanMethods = false)
@Import(KeysetConfiguration.class)
public class VaultConfiguration {

  @Bean
  DataKeys dataKeys(
    LogParts log,
    @Qualifier("keysView") View keysView,
    @Value("${spring.application.name}") String service
  ) {
    return new KafkaDataKeys(log.producer(), log.codec(), keysView, log.scheduler(), service);
  }

  @Bean
  Vault vault(KeyEncryption keyEncryption, DataKeys dataKeys, VaultProperties properties, LogParts log) {
    return new Vault(
      new MeteredKeyEncryption(keyEncryption, log.metrics()),
      dataKeys,
      log.clock(),
      properties.dataKeyTtl(),
      properties.dataKeyLimit(),
      log.metrics()
    );
  }
}
