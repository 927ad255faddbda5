package io.keyfold.schemas.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * A reading of a Kafka client's configuration, where a value may be text or already of its type.
 *
 * @param values the configuration as Kafka hands it over
 */
public record Settings(Map<String, ?> values) {
  /** {@return the value as text, if there is one that is not blank} */
  public Optional<String> text(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    String text = value instanceof Password password ? password.value() : value.toString().strip();
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  /** {@return the parts of a comma list; empty if it is not set} */
  public List<String> list(String name) {
    if (values.get(name) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    return text(name)
      .map(text ->
        Arrays.stream(text.split(","))
          .map(String::strip)
          .filter(part -> !part.isEmpty())
          .toList()
      )
      .orElse(List.of());
  }

  /** {@return the value as true or false} */
  public boolean flag(String name, boolean otherwise) {
    String text = text(name).orElse(Boolean.toString(otherwise));
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new ConfigException(name + " must be true or false");
  }

  /** {@return the value as a whole number that is not negative} */
  public int number(String name, int otherwise) {
    String text = text(name).orElse(Integer.toString(otherwise));
    try {
      return Integer.parseUnsignedInt(text) < 0 ? otherwise : Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new ConfigException(name + " must be a whole number that is not negative");
    }
  }

  /** {@return the value, in milliseconds, as a duration} */
  public Duration millis(String name, int otherwise) {
    return Duration.ofMillis(number(name, otherwise));
  }

  /** Names the settings, but no values: there are passwords among them. */
  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
