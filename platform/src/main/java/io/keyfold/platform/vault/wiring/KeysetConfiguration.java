package io.keyfold.platform.vault.wiring;

import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.KeyedFingerprint;
import io.keyfold.platform.vault.KeysetFile;
import io.keyfold.platform.vault.LocalKeyset;
import io.keyfold.platform.web.RequestFingerprint;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The keyset and what is derived from it, for every service. The context does not start without a keyset that can be used. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(VaultProperties.class)
public class KeysetConfiguration {

  @Bean
  LocalKeyset keyset(VaultProperties properties) {
    return KeysetFile.open(properties.keysetFile());
  }

  @Bean
  RequestFingerprint requestFingerprint(DerivedSecrets secrets) {
    return new KeyedFingerprint(secrets);
  }
}
