package io.keyfold.platform.vault.wiring;

import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.topic.TopicProperties;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.KeyedFingerprint;
import io.keyfold.platform.vault.KeysetMarks;
import io.keyfold.platform.vault.kafka.KafkaKeysetMarks;
import io.keyfold.platform.web.RequestFingerprint;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Beans of a service with a keyset. Requires a {@link DerivedSecrets} bean: the vault's keyset or the service's own.
 */
@Configuration(proxyBeanMethods = false)
public class KeysetConfiguration {

  @Bean
  KeysetMarks keysetMarks(
    LogParts log,
    KafkaProperties kafka,
    TopicProperties topics,
    @Value("${spring.application.name}") String service
  ) {
    Map<String, Object> consumer = kafka.buildConsumerProperties();
    return new KafkaKeysetMarks(log.producer(), consumer, log.codec(), service, topics.startTimeout());
  }

  @Bean
  RequestFingerprint requestFingerprint(DerivedSecrets secrets) {
    return new KeyedFingerprint(secrets);
  }
}
