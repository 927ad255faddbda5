package io.keyfold.deployment.definition;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What tools must fulfil beyond their shape. */
public final class ToolChecks {

  /** Kept as text, and as text within text where a provider is stored: without a bound one schema could fill a record. */
  static final int MAX_SCHEMA = 65_536;

  private ToolChecks() {}

  /** {@return what is wrong with the tools; empty if nothing} */
  public static List<Problem> check(List<ToolDefinition> tools) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < tools.size(); i++) {
      JsonNode schema = tools.get(i).inputSchema();
      if (schema != null && schema.toString().length() > MAX_SCHEMA) {
        problems.add(
          Problem.at(
            "A tool's schema has at most " + MAX_SCHEMA + " characters",
            "tools",
            Integer.toString(i),
            "input_schema"
          )
        );
      }
    }
    return problems;
  }
}
