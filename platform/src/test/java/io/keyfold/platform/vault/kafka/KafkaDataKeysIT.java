package io.keyfold.platform.vault.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.keys.WrappedDataKey;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.wiring.LogConfiguration;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.testing.DataKeysContract;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.DataKeys;
import io.keyfold.platform.vault.KeysetMarks;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.platform.vault.wiring.VaultConfiguration;
import io.keyfold.schema.Sealed;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Tests the data key contract and the vault with a real broker. */
@Tag("kafka")
// Closes the context before the broker stops with the JVM; otherwise the context waits for broker timeouts.
@DirtiesContext
@SpringBootTest(
  classes = KafkaDataKeysIT.Keys.class,
  webEnvironment = SpringBootTest.WebEnvironment.NONE,
  properties = { "spring.config.import=classpath:keyfold-log.yml", "spring.application.name=keys" }
)
class KafkaDataKeysIT extends DataKeysContract {

  private static final SealContext CONTEXT = new SealContext(new TenantId("tnt_acme"), "pac_1", 1, "test");

  @SpringBootConfiguration
  @EnableAutoConfiguration
  @Import({ LogConfiguration.class, VaultConfiguration.class })
  static class Keys {

    @Bean
    ViewStreams views(LogParts log) {
      return log.views("keys", List.of(new ViewDefinition("keys", Topics.AUTHCONFIG_KEYS, new DataKeyFold())));
    }

    @Bean
    View keysView(ViewStreams views) {
      return views.view("keys");
    }
  }

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "keys");
  }

  @Autowired
  DataKeys keys;

  @Autowired
  Vault vault;

  @Autowired
  KeysetMarks marks;

  @Autowired
  ViewStreams views;

  @BeforeEach
  void started() {
    await().atMost(Duration.ofSeconds(60)).until(views::ready);
  }

  @Override
  protected DataKeys keys() {
    return keys;
  }

  @Test
  @Tag("promise-4")
  void sealedSecretsOpenAtOnceAndNeverAfterErasure() {
    Duration timeout = Duration.ofSeconds(10);
    for (int i = 0; i < 20; i++) {
      Sealed sealed = Objects.requireNonNull(vault.seal(CONTEXT, Secret.ofText("s"), null).block(timeout));
      assertThat(vault.open(CONTEXT, sealed).block(timeout)).isEqualTo(Secret.ofText("s"));
      vault.erase(sealed.getKeyId()).block(timeout);
      assertThatThrownBy(() -> vault.open(CONTEXT, sealed).block(timeout)).isInstanceOfSatisfying(
        VaultException.class,
        e -> assertThat(e.reason()).isEqualTo(VaultException.Reason.ERASED)
      );
    }
  }

  @Test
  void theFirstMarkStaysFirst() {
    WrappedDataKey first = marks.first("keyset/").orElseThrow();
    marks.publish(WrappedDataKey.newBuilder(first).setKeyId("keyset/another").setKekId("another").build());
    assertThat(marks.first("keyset/")).contains(first);
    assertThat(marks.first("deployment-keyset/")).isEmpty();
  }
}
