package io.keyfold.schemas.registry;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Runs the client contract against an external registry: {@code mvn verify -pl schemas
 * -Dkeyfold.registry.url=http://...}. Its compatibility level must be FULL_TRANSITIVE. Apicurio's URL ends with {@code
 * /apis/ccompat/v7}.
 */
@EnabledIfSystemProperty(
  named = "keyfold.registry.url",
  matches = "http.+",
  disabledReason = "no -Dkeyfold.registry.url: not tested against an external registry"
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
