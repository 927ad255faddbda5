package io.keyfold.session.audit;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects what may be told of an event. What is null is left out. */
final class FieldCollector {

  private final Map<String, Object> facts = new TreeMap<>();

  /** Adds a text, a number or a truth value. */
  FieldCollector and(String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value);
    }
    return this;
  }

  /** Adds an enum's value as the wire shows it. */
  FieldCollector and(String name, Enum<?> value) {
    return and(name, (Object) value.name().toLowerCase(Locale.ROOT));
  }

  /** {@return what was collected} */
  Map<String, Object> map() {
    return facts;
  }
}
