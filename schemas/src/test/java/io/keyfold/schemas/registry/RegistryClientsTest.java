package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegistryClientsTest {

  @Test
  void aMockUrlSelectsTheSharedRegistry() {
    assertThat(RegistryClients.of(Map.of("schema.registry.url", "mock://shared"))).isSameAs(
      MockRegistries.named("shared")
    );
  }

  @Test
  @Tag("promise-4")
  void invalidPropertiesAreNamedWithoutTheirValue() {
    rejects(Map.of(), "schema.registry.url");
    rejects(Map.of("schema.registry.url", "ftp://u:hush@h"), "schema.registry.url");
    rejects(Map.of("schema.registry.url", List.of("http://ok", "::hush")), "schema.registry.url");
    rejects(with("basic.auth.credentials.source", "USER_INFO"), "basic.auth.user.info");
    rejects(with("basic.auth.credentials.source", "SASL_INHERIT"), "basic.auth.credentials.source");
    rejects(with("bearer.auth.credentials.source", "OAUTHBEARER"), "bearer.auth.credentials.source");
    rejects(with("max.retries", "hush"), "max.retries");
    rejects(with("schema.registry.ssl.endpoint.identification.algorithm", ""), "endpoint.identification");
    rejects(with("schema.registry.ssl.trustore.location", "hush"), "schema.registry.ssl.trustore.location");
    rejects(
      Map.of("schema.registry.url", "http://h", "bearer.auth.token", "hush", "basic.auth.user.info", "u:hush"),
      "not both"
    );
  }

  @Test
  @Tag("promise-4")
  void settingsDoNotPrintTheirValues() {
    assertThat(new Settings(Map.of("bearer.auth.token", "hush")).toString()).isEqualTo("Settings[bearer.auth.token]");
  }

  private static Map<String, String> with(String name, String value) {
    return Map.of("schema.registry.url", "http://h", name, value);
  }

  private static void rejects(Map<String, ?> config, String expected) {
    assertThatThrownBy(() -> RegistryClients.of(config))
      .isInstanceOf(ConfigException.class)
      .message()
      .contains(expected)
      .doesNotContain("hush");
  }
}
