package io.keyfold.platform.start;

import io.keyfold.platform.error.Causes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;

/** Describes invalid configuration properties. */
final class BadSetting {

  /** Properties whose last element is one of these contain a secret, so their value is not shown. */
  private static final Set<String> SECRET = Set.of("key", "secret", "password", "token", "properties");

  private static final Map<Class<?>, String> FORMS = Map.of(
    Integer.class,
    "a whole number",
    Long.class,
    "a whole number",
    Short.class,
    "a whole number",
    Boolean.class,
    "true or false",
    Duration.class,
    "a duration like 500ms, 5s or 2m",
    DataSize.class,
    "a size like 512KB or 8MB",
    Path.class,
    "a path"
  );

  private BadSetting() {}

  /** {@return the description of a value that violates a constraint} */
  static String of(BindValidationException e, ObjectError error) {
    ConfigurationPropertyName prefix = e.getValidationErrors().getName();
    if (!(error instanceof FieldError field)) {
      return prefix + " " + error.getDefaultMessage();
    }
    ConfigurationPropertyName name = prefix.append(DataObjectPropertyName.toDashedForm(field.getField()));
    Object value = e
      .getValidationErrors()
      .getBoundProperties()
      .stream()
      .filter(property -> property.getName().equals(name))
      .map(ConfigurationProperty::getValue)
      .findFirst()
      .orElse(field.getRejectedValue());
    return setting(name, value) + " " + field.getDefaultMessage();
  }

  /** {@return the description of a value that cannot be converted, or that the record's constructor rejected} */
  static String of(BindException e) {
    Class<?> type = e.getTarget().getType().resolve(Object.class);
    if (type.isRecord()) {
      // The message of the record's constructor, which usually names the property.
      String message = String.valueOf(Causes.of(e).getLast().getMessage());
      return message.contains(e.getName().toString()) ? message : e.getName() + ": " + message;
    }
    ConfigurationProperty property = e.getProperty();
    return setting(e.getName(), property == null ? null : property.getValue()) + " is not " + form(type);
  }

  private static String form(Class<?> type) {
    Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
    if (boxed.isEnum()) {
      return Arrays.stream(boxed.getEnumConstants())
        .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", ", "one of: ", ""));
    }
    return FORMS.getOrDefault(boxed, "a " + boxed.getSimpleName());
  }

  private static String setting(ConfigurationPropertyName name, @Nullable Object value) {
    boolean secret = SECRET.contains(name.getLastElement(ConfigurationPropertyName.Form.DASHED));
    return secret || value == null ? name.toString() : name + "=" + value;
  }
}
