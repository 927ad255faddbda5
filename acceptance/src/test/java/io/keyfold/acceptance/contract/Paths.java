package io.keyfold.acceptance.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The paths of the OpenAPI document, those without variables first. */
record Paths(List<Item> items) {
  private record Item(Pattern path, JsonNode operations) {}

  static Paths of(JsonNode document) {
    return new Paths(
      document
        .path("paths")
        .properties()
        .stream()
        .sorted(Comparator.comparing((Map.Entry<String, JsonNode> path) -> path.getKey().contains("{")))
        .map(path -> new Item(pattern(path.getKey()), path.getValue()))
        .toList()
    );
  }

  private static Pattern pattern(String path) {
    return Pattern.compile("\\Q" + path.replaceAll("\\{[^}]*}", "\\\\E[^/]+\\\\Q") + "\\E");
  }

  /** {@return the operations of a request's path} */
  Optional<JsonNode> find(String path) {
    return items
      .stream()
      .filter(item -> item.path().matcher(path).matches())
      .map(Item::operations)
      .findFirst();
  }
}
