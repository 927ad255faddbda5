package com.example.billing;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/**
 * The schemas that values were written with. Asks the registry once per id: what an id means never changes, and there
 * are as few ids as versions of the schema. Thread-safe.
 */
@Component
final class WriterSchemas {

  private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();
  private final RestClient registry;

  WriterSchemas(RestClient.Builder http, BillingProperties properties) {
    this.registry = http.baseUrl(properties.schemaRegistryUrl()).build();
  }

  /**
   * {@return the schema with the id}
   *
   * @throws org.springframework.web.client.RestClientException if the registry does not answer with a schema
   */
  Schema get(int id) {
    return schemas.computeIfAbsent(id, this::ask);
  }

  private Schema ask(int id) {
    Registered registered = registry.get().uri("/schemas/ids/{id}", id).retrieve().body(Registered.class);
    if (registered == null) {
      throw new IllegalStateException("the registry returned no schema for id " + id);
    }
    return new Schema.Parser().parse(registered.schema());
  }

  /** The registry's answer. */
  record Registered(String schema) {}
}
