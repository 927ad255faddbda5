package io.keyfold.schemas.registry;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * Typed access to a Kafka client's configuration, whose values are text or already typed.
 *
 * @param values the configuration as passed by Kafka
 */
public record Settings(Map<String, ?> values) {
  /** {@return the value as text, unless it is missing or blank} */
  public Optional<String> text(String name) {
    Object value = values.get(name);
    if (value == null) {
      return Optional.empty();
    }
    String text = value instanceof Password password ? password.value() : value.toString().strip();
    return text.isBlank() ? Optional.empty() : Optional.of(text);
  }

  /** {@return the items of a comma-separated list; empty if it is not set} */
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

  /** {@return the value as a boolean} */
  public boolean flag(String name, boolean fallback) {
    String text = text(name).orElse(Boolean.toString(fallback));
    if (text.equalsIgnoreCase("true")) {
      return true;
    }
    if (text.equalsIgnoreCase("false")) {
      return false;
    }
    throw new ConfigException(name + " must be true or false");
  }

  /** {@return the value as a non-negative integer} */
  public int number(String name, int fallback) {
    String text = text(name).orElse(Integer.toString(fallback));
    try {
      return Integer.parseUnsignedInt(text) < 0 ? fallback : Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new ConfigException(name + " must be a non-negative integer");
    }
  }

  /** {@return the value in milliseconds as a duration} */
  public Duration millis(String name, int fallback) {
    return Duration.ofMillis(number(name, fallback));
  }

  /** {@return the names without values, which may be passwords} */
  @Override
  public String toString() {
    return "Settings" + values.keySet();
  }
}
