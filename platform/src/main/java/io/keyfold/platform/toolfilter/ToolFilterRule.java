package io.keyfold.platform.toolfilter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One rule of a tool filter. It may be of a type that only a newer release knows: then it is kept as it is, so that nothing is
 * lost of it here, and allows nothing.
 *
 * @param type the name of the kind of rule, as stored
 * @param values keys or URIs, matched exactly, or the one pattern of a regex rule
 */
public record ToolFilterRule(String type, List<String> values) {
  /** Copies the values. */
  public ToolFilterRule {
    values = List.copyOf(values);
  }

  /** A rule of a type that is known. */
  public ToolFilterRule(RuleType type, List<String> values) {
    this(type.name(), values);
  }

  static ToolFilterRule ofWire(String type, List<String> values) {
    return new ToolFilterRule(type.toUpperCase(Locale.ROOT), values);
  }

  /** {@return the name on the wire and in events} */
  String wire() {
    return type.toLowerCase(Locale.ROOT);
  }

  /** {@return the kind of rule, if this release knows it} */
  Optional<RuleType> known() {
    return RuleType.ofWire(wire());
  }
}
