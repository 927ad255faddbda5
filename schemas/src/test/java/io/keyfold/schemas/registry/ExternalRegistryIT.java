package io.keyfold.schemas.registry;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * The contract against a registry that is not ours: {@code mvn verify -pl schemas -Dkeyfold.registry.url=http://...}. Its
 * compatibility level must be FULL_TRANSITIVE. Apicurio's address ends in {@code /apis/ccompat/v7}.
 */
@EnabledIfSystemProperty(
  named = "keyfold.registry.url",
  matches = "http.+",
  disabledReason = "no -Dkeyfold.registry.url: the client was not tried against a registry of somebody else"
)
class ExternalRegistryIT extends RegistryClientContract {

  private final RegistryClient client = RegistryClients.of(
    Map.of("schema.registry.url", System.getProperty("keyfold.registry.url", ""))
  );

  @Override
  RegistryClient registry() {
    return client;
  }

  @AfterEach
  void close() {
    client.close();
  }
}
