package io.keyfold.platform.toolfilter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The types of filter rules, with the restricted capability and the JSON field of the rule's values. */
public enum RuleType {
  TOOL_KEYS(Capability.TOOL, "keys"),
  TOOL_REGEX(Capability.TOOL, "pattern"),
  RESOURCE_URIS(Capability.RESOURCE, "uris"),
  RESOURCE_REGEX(Capability.RESOURCE, "pattern"),
  PROMPT_KEYS(Capability.PROMPT, "keys"),
  PROMPT_REGEX(Capability.PROMPT, "pattern");

  private final Capability capability;
  private final String field;

  RuleType(Capability capability, String field) {
    this.capability = capability;
    this.field = field;
  }

  /** {@return the capability that the rule restricts} */
  public Capability capability() {
    return capability;
  }

  /** {@return the JSON field: {@code keys}, {@code uris} or {@code pattern}} */
  public String field() {
    return field;
  }

  /** {@return whether the rule's single value is a regular expression} */
  public boolean regex() {
    return field.equals("pattern");
  }

  /** {@return the name in JSON and in events} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the type with the name; empty if there is none} */
  public static Optional<RuleType> ofWire(String wire) {
    return Arrays.stream(values())
      .filter(type -> type.wire().equals(wire))
      .findFirst();
  }
}
