package io.keyfold.acceptance.running;

import io.keyfold.acceptance.http.Api;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/**
 * A running Keyfold, seen from outside.
 *
 * @param url base of its API
 * @param key an operator's API key
 * @param inside what an operator sees, where it is known
 */
public record Keyfold(String url, String key, Optional<Inside> inside) {
  /**
   * Where an operator looks.
   *
   * @param kafka bootstrap servers
   * @param registry base URL of the schema registry
   * @param management base URL of health and metrics
   * @param data the data folder
   */
  public record Inside(String kafka, String registry, String management, Path data) {}

  /** {@return the API, as its operator} */
  public Api operator() {
    return Api.at(url, key);
  }

  /** {@return the API with the first key of a tenant that was just made} */
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

  /** {@return what an operator sees} The test is skipped where that is not known. */
  public Inside requireInside() {
    return inside.orElseThrow(() ->
      new TestAbortedException(
        "set keyfold.kafka, keyfold.registry, keyfold.management and keyfold.data to look inside " + url
      )
    );
  }

  /** Does not show the key. */
  @Override
  public String toString() {
    return "Keyfold[" + url + "]";
  }
}
