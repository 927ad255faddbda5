package io.keyfold.platform.web;

import io.keyfold.platform.id.Ids;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The allowed contents of a string in a request. A request schema declares it as the {@code format} of a property. */
enum TextForm {
  /** An object's id; ids have no other characters, and some of them could not be looked up. */
  ID("id", "must be an id: 1 to 128 letters, digits and _ . # : -", Ids::isId),

  /** A name or another single-line text. */
  SINGLE_LINE("single-line", "must not hold control characters, line breaks included", text ->
    text.chars().noneMatch(Character::isISOControl)
  ),

  /** A multi-line description, possibly indented. */
  MULTI_LINE("multi-line", "must not hold control characters other than line breaks (\\n) and tabs", text ->
    text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t')
  );

  /** A tool's name, which is chosen by its provider, and a user's id, which is chosen by the tenant. */
  private static final Set<String> FOREIGN_IDS = Set.of("tool_id", "identity_id");

  private final String wire;
  private final String rule;

  // The lambdas are stateless.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Predicate<String> check;

  TextForm(String wire, String rule, Predicate<String> check) {
    this.wire = wire;
    this.rule = rule;
    this.check = check;
  }

  /** {@return the form of a field or parameter without a declaration, derived from its name} */
  static TextForm ofField(String name) {
    if (name.equals("id") || (name.endsWith("_id") && !FOREIGN_IDS.contains(name))) {
      return ID;
    }
    return name.equals("description") ? MULTI_LINE : SINGLE_LINE;
  }

  /** {@return the form with this name in schemas; empty if there is none} */
  static Optional<TextForm> ofWire(String format) {
    return Stream.of(values())
      .filter(form -> form.wire.equals(format))
      .findFirst();
  }

  /** {@return the name in schemas} */
  String wire() {
    return wire;
  }

  /** {@return the rule for a message that starts with the field's name} */
  String rule() {
    return rule;
  }

  /** {@return whether the text has this form} */
  boolean admits(String text) {
    return check.test(text);
  }
}
