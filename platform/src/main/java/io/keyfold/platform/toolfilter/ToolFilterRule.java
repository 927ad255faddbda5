package io.keyfold.platform.toolfilter;

import java.util.List;

/**
 * One rule of a tool filter.
 *
 * @param type the kind of rule
 * @param values keys or URIs, matched exactly, or the one pattern of a regex rule
 */
public record ToolFilterRule(RuleType type, List<String> values) {
  /** Copies the values. */
  public ToolFilterRule {
    values = List.copyOf(values);
  }
}
