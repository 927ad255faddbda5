package io.keyfold.platform.web;

import io.keyfold.platform.id.Ids;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What a text of a request may hold. A request schema states it as the {@code format} of a property.
 */
enum TextForm {
  /** Names an object. Other characters can be in no id, and some cannot be looked up. */
  ID("id", "must be an id: 1 to 128 letters, digits and _ . # : -", Ids::isId),

  /** A name, or another text of one line. */
  SINGLE_LINE("single-line", "must not hold control characters, line breaks included", text ->
    text.chars().noneMatch(Character::isISOControl)
  ),

  /** A description: lines, perhaps indented. */
  MULTI_LINE("multi-line", "must not hold control characters other than line breaks (\\n) and tabs", text ->
    text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
  );

  /** The name of a tool, which its provider chose. */
  private static final String TOOL_ID = "tool_id";

  private final String wire;
  private final String rule;

  // Of lambdas without state.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<String> check;

  TextForm(String wire, String rule, Predicate<String> check) {
    this.wire = wire;
    this.rule = rule;
    this.check = check;
  }

  /** {@return the form of a field or parameter that does not state one: its name tells} */
  static TextForm ofField(String name) {
    if (name.equals("id") || (name.endsWith("_id") && !name.equals(TOOL_ID))) {
      return ID;
    }
    return name.equals("description") ? MULTI_LINE : SINGLE_LINE;
  }

  /** {@return the form with this name in schemas, if it is one} */
  static Optional<TextForm> ofWire(String format) {
    return Stream.of(values())
      .filter(form -> form.wire.equals(format))
      .findFirst();
  }

  /** {@return the name in schemas} */
  String wire() {
    return wire;
  }

  /** {@return what a text of this form must be, to be said after the field's name} */
  String rule() {
    return rule;
  }

  /** {@return whether the text is of this form} */
  boolean admits(String text) {
    return check.test(text);
  }
}
