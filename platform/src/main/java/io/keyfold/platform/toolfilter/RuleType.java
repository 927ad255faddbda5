package io.keyfold.platform.toolfilter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of rule, with what each restricts and the field that holds its values on the wire. */
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

  /** {@return what the rule restricts} */
  public Capability capability() {
    return capability;
  }

  /** {@return the wire's field: {@code keys}, {@code uris} or {@code pattern}} */
  public String field() {
    return field;
  }

  /** {@return whether the rule's one value is a pattern} */
  public boolean regex() {
    return field.equals("pattern");
  }

  /** {@return the name on the wire and in events} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the type that a wire text names, if it is one} */
  public static Optional<RuleType> ofWire(String wire) {
    return Arrays.stream(values())
      .filter(type -> type.wire().equals(wire))
      .findFirst();
  }
}
