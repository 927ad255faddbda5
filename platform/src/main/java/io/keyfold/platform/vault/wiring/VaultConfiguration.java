package io.keyfold.platform.vault.wiring;

import io.keyfold.platform.log.View;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.vault.DataKeys;
import io.keyfold.platform.vault.KeyEncryption;
import io.keyfold.platform.vault.KeysetCheck;
import io.keyfold.platform.vault.KeysetMarks;
import io.keyfold.platform.vault.LocalKeyset;
import io.keyfold.platform.vault.MeteredKeyEncryption;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.kafka.KafkaDataKeys;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Beans of the vault, for services that seal or open secrets. Requires the view {@code keysView}, which folds
 * {@code authconfig.keys} with {@link io.keyfold.platform.vault.kafka.DataKeyFold}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultProperties.class)
@Import(KeysetConfiguration.class)
public class VaultConfiguration {

  private static final String KEYSET = "keyset";

  /** Opens the keyset; the context fails to start without a usable one. */
  @Bean
  LocalKeyset keyset(KeysetMarks keysetMarks, VaultProperties properties, Clock clock) {
    return new KeysetCheck(keysetMarks, KEYSET, clock).open(properties.keysetFile());
  }

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
