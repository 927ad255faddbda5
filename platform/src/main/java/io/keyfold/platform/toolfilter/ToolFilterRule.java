package io.keyfold.platform.toolfilter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A rule of a tool filter. A rule whose type only a newer release knows is kept unchanged and allows nothing.
 *
 * @param type the name of the rule type, as stored
 * @param values keys or URIs to match exactly, or the single pattern of a regex rule
 */
public record ToolFilterRule(String type, List<String> values) {
  /** Copies the values. */
  public ToolFilterRule {
    values = List.copyOf(values);
  }

  /** Creates a rule of a known type. */
  public ToolFilterRule(RuleType type, List<String> values) {
    this(type.name(), values);
  }

  static ToolFilterRule ofWire(String type, List<String> values) {
    return new ToolFilterRule(type.toUpperCase(Locale.ROOT), values);
  }

  /** {@return the name in JSON and in events} */
  String wire() {
    return type.toLowerCase(Locale.ROOT);
  }

  /** {@return the rule type; empty if this release does not know it} */
  Optional<RuleType> known() {
    return RuleType.ofWire(wire());
  }
}
