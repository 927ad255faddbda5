package io.keyfold.standalone.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the code does not say, from {@code /openapi/vocabulary.json}: examples of fields and parameters, and
 * descriptions of those that mean the same everywhere. An entry applies to all fields of its name, {@code Owner.name}
 * to one.
 */
final class Vocabulary {

  private final JsonNode entries;
  private final Set<String> used = new TreeSet<>();

  private Vocabulary(JsonNode entries) {
    this.entries = entries;
  }

  /** {@return the entries of a section: {@code fields} or {@code parameters}} */
  static Vocabulary of(String section) throws IOException {
    try (InputStream file = new ClassPathResource("/openapi/vocabulary.json").getInputStream()) {
      return new Vocabulary(JsonMapper.shared().readTree(file).path(section));
    }
  }

  /** {@return what it means} */
  Optional<String> description(String owner, String name) {
    return find(owner, name, "description").map(JsonNode::stringValue);
  }

  /** {@return an example value} */
  Optional<JsonNode> example(String owner, String name) {
    return find(owner, name, "example");
  }

  /** {@return the schema, where the code's type says less} */
  Optional<ObjectNode> schema(String owner, String name) {
    return find(owner, name, "schema").map(schema -> (ObjectNode) schema.deepCopy());
  }

  /** {@return entries that nothing asked for} */
  Set<String> unused() {
    Set<String> unused = new TreeSet<>(entries.propertyNames());
    unused.removeAll(used);
    return unused;
  }

  private Optional<JsonNode> find(String owner, String name, String what) {
    for (String key : new String[] { owner + "." + name, name }) {
      JsonNode found = entries.path(key).path(what);
      if (!found.isMissingNode()) {
        used.add(key);
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }
}
