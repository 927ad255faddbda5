package io.keyfold.authconfig.pages;

import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A form made of a JSON Schema: its fields, and the JSON object that a submitted form stands for. Does not validate:
 * text that does not have the form of its property stays text, so that the schema rejects it. Immutable.
 */
public final class SchemaForm {

  private final Map<String, SchemaProperty> properties;
  private final String prefix;

  private SchemaForm(String prefix, Map<String, SchemaProperty> properties) {
    this.prefix = prefix;
    this.properties = properties;
  }

  /** {@return the form of a credential: a property is secret unless it says {@code "secret": false}} */
  public static SchemaForm ofCredential(JsonNode schema) {
    return of("credential.", schema, true);
  }

  /** {@return the form of settings: a property is secret only if it says {@code "secret": true}} */
  public static SchemaForm ofSettings(JsonNode schema) {
    return of("settings.", schema, false);
  }

  private static SchemaForm of(String prefix, JsonNode schema, boolean secret) {
    Set<String> required = new HashSet<>();
    schema.path("required").forEach(name -> required.add(name.asString("")));
    Map<String, SchemaProperty> properties = new LinkedHashMap<>();
    schema
      .path("properties")
      .propertyStream()
      .forEach(entry ->
        properties.put(
          entry.getKey(),
          SchemaProperty.of(entry.getKey(), entry.getValue(), secret, required.contains(entry.getKey()))
        )
      );
    return new SchemaForm(prefix, properties);
  }

  /** {@return the empty form, with the schema's defaults} */
  public List<FormField> fields() {
    return fields(JsonNodeFactory.instance.objectNode(), List.of(), true);
  }

  /**
   * {@return the form after a failed attempt: with what was entered, except for secrets, and with the errors}
   *
   * @param entered what {@link #read} returned
   * @param errors errors of the value; the path of each ends with a property, or the first field shows it
   */
  public List<FormField> fields(ObjectNode entered, List<FieldError> errors) {
    return fields(entered, errors, false);
  }

  /** {@return the value that the form stands for; empty fields are left out} */
  public ObjectNode read(MultiValueMap<String, String> form) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    properties.forEach((name, property) -> {
      JsonNode read = property.read(form.getFirst(prefix + name));
      if (read != null) {
        value.set(name, read);
      }
    });
    return value;
  }

  private List<FormField> fields(ObjectNode entered, List<FieldError> errors, boolean first) {
    Map<String, String> codes = new HashMap<>();
    errors.forEach(error -> codes.putIfAbsent(propertyOf(error), error.code()));
    List<FormField> fields = new ArrayList<>();
    properties.forEach((name, property) -> {
      @Nullable
      JsonNode value = first ? property.initial() : entered.get(name);
      fields.add(property.field(prefix + name, value, codes.get(name)));
    });
    return fields;
  }

  private String propertyOf(FieldError error) {
    return error
      .path()
      .stream()
      .filter(properties::containsKey)
      .findFirst()
      .or(() -> properties.keySet().stream().findFirst())
      .orElse("");
  }
}
