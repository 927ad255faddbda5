package io.keyfold.standalone.openapi;

import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the document lacks, collected, so that all is reported at once. */
final class Gaps {

  private final Set<String> found = new TreeSet<>();

  /** {@return a text to go on with} */
  String text(String gap) {
    found.add(gap);
    return "missing";
  }

  /** {@return a value to go on with} */
  JsonNode value(String gap) {
    found.add(gap);
    return JsonNodeFactory.instance.nullNode();
  }

  /** Fails if there are any. */
  void refuse() {
    if (!found.isEmpty()) {
      throw new IllegalStateException("the document is not complete:\n" + String.join("\n", found));
    }
  }
}
