package io.keyfold.ledger.deployments;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of some keys of the deployments' metadata.
 *
 * @param ids the deployments
 * @param values by key, a value for each deployment in the order of the ids; null if it has none
 */
public record DeploymentMetadata(List<String> ids, Map<String, List<@Nullable String>> values) {
  /** {@return the values of a key that was asked for} */
  public List<@Nullable String> values(String key) {
    return Objects.requireNonNull(values.get(key), "not asked for");
  }

  void add(String id, Map<String, @Nullable String> found) {
    ids.add(id);
    values.forEach((key, list) -> list.add(found.get(key)));
  }

  static DeploymentMetadata ofKeys(Iterable<String> keys) {
    Map<String, List<@Nullable String>> values = new HashMap<>();
    keys.forEach(key -> values.put(key, new ArrayList<>()));
    return new DeploymentMetadata(new ArrayList<>(), Collections.unmodifiableMap(values));
  }
}
