package io.keyfold.authconfig.configs;

import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.platform.web.JsonSchemaBody;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a provider's settings.
 *
 * @param object always {@code provider.capabilities.config.schema}
 * @param schema the schema; null if the provider has no settings
 * @param visibility always {@code plain}: settings are not secret
 */
record ConfigSchemaBody(
  String object,
  @Nullable JsonSchemaBody schema,
  String visibility,
  String specificationId,
  String providerId,
  Instant createdAt,
  Instant updatedAt
) {
  static ConfigSchemaBody of(KnownProvider provider) {
    return new ConfigSchemaBody(
      "provider.capabilities.config.schema",
      JsonSchemaBody.of(provider.configSchema()),
      "plain",
      provider.specificationId(),
      provider.id(),
      provider.createdAt(),
      provider.updatedAt()
    );
  }
}
