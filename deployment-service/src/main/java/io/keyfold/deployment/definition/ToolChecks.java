package io.keyfold.deployment.definition;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Validates tools beyond their JSON Schema. */
public final class ToolChecks {

  /**
   * Schemas are stored as text, and as text within text in a provider: without a limit one schema could fill a record.
   */
  static final int MAX_SCHEMA = 65_536;

  private ToolChecks() {}

  /** {@return the problems of the tools; empty if there are none} */
  public static List<Problem> check(List<ToolDefinition> tools) {
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < tools.size(); i++) {
      JsonNode schema = tools.get(i).inputSchema();
      if (schema != null && schema.toString().length() > MAX_SCHEMA) {
        problems.add(
          Problem.at(
            "The schema of a tool must not exceed " + MAX_SCHEMA + " characters",
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
