package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;

class RegistryClientsTest {

  @Test
  void aMockUrlMeansTheSharedRegistryOfThatName() {
    assertThat(RegistryClients.of(Map.of("schema.registry.url", "mock://shared"))).isSameAs(
      MockRegistries.named("shared")
    );
  }

  @Test
  void whatIsWrongIsSaidByItsNameWithoutItsValue() {
    refuses(Map.of(), "schema.registry.url");
    refuses(Map.of("schema.registry.url", "ftp://u:hush@h"), "schema.registry.url");
    refuses(Map.of("schema.registry.url", List.of("http://ok", "::hush")), "schema.registry.url");
    refuses(with("basic.auth.credentials.source", "USER_INFO"), "basic.auth.user.info");
    refuses(with("basic.auth.credentials.source", "SASL_INHERIT"), "basic.auth.credentials.source");
    refuses(with("bearer.auth.credentials.source", "OAUTHBEARER"), "bearer.auth.credentials.source");
    refuses(with("max.retries", "hush"), "max.retries");
    refuses(with("schema.registry.ssl.endpoint.identification.algorithm", ""), "endpoint.identification");
    refuses(with("schema.registry.ssl.trustore.location", "hush"), "schema.registry.ssl.trustore.location");
    refuses(
      Map.of("schema.registry.url", "http://h", "bearer.auth.token", "hush", "basic.auth.user.info", "u:hush"),
      "not both"
    );
  }

  @Test
  void settingsDoNotPrintTheirValues() {
    assertThat(new Settings(Map.of("bearer.auth.token", "hush")).toString()).isEqualTo("Settings[bearer.auth.token]");
  }

  private static Map<String, String> with(String name, String value) {
    return Map.of("schema.registry.url", "http://h", name, value);
  }

  private static void refuses(Map<String, ?> config, String told) {
    assertThatThrownBy(() -> RegistryClients.of(config))
      .isInstanceOf(ConfigException.class)
      .message()
      .contains(told)
      .doesNotContain("hush");
  }
}
