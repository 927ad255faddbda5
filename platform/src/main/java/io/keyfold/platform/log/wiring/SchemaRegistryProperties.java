package io.keyfold.platform.log.wiring;

import jakarta.validation.constraints.NotBlank;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The schema registry.
 *
 * @param url URLs of the schema registry, comma-separated
 * @param properties further properties under Confluent's names, e.g. {@code basic.auth.user.info}
 */
@Validated
@ConfigurationProperties("keyfold.schema-registry")
public record SchemaRegistryProperties(@NotBlank String url, @DefaultValue Map<String, String> properties) {
  Map<String, String> config() {
    Map<String, String> config = new HashMap<>(properties);
    config.put("schema.registry.url", url);
    return config;
  }

  /** Omits the properties, which may contain credentials. */
  @Override
  public String toString() {
    return "SchemaRegistryProperties[url=" + url + "]";
  }
}
