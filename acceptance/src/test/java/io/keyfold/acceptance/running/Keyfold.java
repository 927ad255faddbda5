package io.keyfold.acceptance.running;

import io.keyfold.acceptance.http.Api;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * A running Keyfold, as seen from outside.
 *
 * @param url base URL of its API
 * @param key an operator's API key
 * @param internals the operator's endpoints, if known
 */
public record Keyfold(String url, String key, Optional<Internals> internals) {
  /**
   * Endpoints and files for operators.
   *
   * @param kafka bootstrap servers
   * @param registry base URL of the schema registry
   * @param management base URL of health and metrics
   * @param data the data folder
   */
  public record Internals(String kafka, String registry, String management, Path data) {}

  /** {@return the API with the operator's key} */
  public Api operator() {
    return Api.at(url, key);
  }

  /** {@return the API with the first key of a new tenant} */
  public Api newTenant(String name) {
    Api operator = operator();
    String secret = operator
      .post("/tenants", Map.of("name", name))
      .expect(200)
      .body()
      .path("api_key")
      .path("secret")
      .asString();
    return operator.with(secret);
  }

  /** {@return the operator's endpoints} Skips the test if they are unknown. */
  public Internals requireInternals() {
    return internals.orElseThrow(() ->
      new TestAbortedException(
        "set keyfold.kafka, keyfold.registry, keyfold.management and keyfold.data to inspect " + url
      )
    );
  }

  /** Omits the key. */
  @Override
  public String toString() {
    return "Keyfold[" + url + "]";
  }
}
