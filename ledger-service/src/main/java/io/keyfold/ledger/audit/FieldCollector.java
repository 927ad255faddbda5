package io.keyfold.ledger.audit;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Collects the audited fields of an event, omitting nulls. */
final class FieldCollector {

  private final SortedMap<String, Object> facts = new TreeMap<>();

  /** Adds a string, number or boolean. */
  FieldCollector and(String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value);
    }
    return this;
  }

  /** Adds an enum constant by its wire name. */
  FieldCollector and(String name, Enum<?> value) {
    return and(name, (Object) value.name().toLowerCase(Locale.ROOT));
  }

  /** {@return the collected fields} */
  SortedMap<String, Object> map() {
    return facts;
  }
}
