package io.keyfold.authconfig.pages;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A property of a JSON Schema as an input.
 *
 * @param schema the property's schema
 * @param label label of the input
 * @param type kind of input
 * @param json whether the input takes JSON rather than text
 * @param required whether the value must have the property
 */
record SchemaProperty(JsonNode schema, String label, FormField.Type type, boolean json, boolean required) {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** A longer text is not a line. */
  private static final int LINE = 2000;

  static SchemaProperty of(String name, JsonNode schema, boolean secretByDefault, boolean required) {
    String title = schema.path("title").asString("");
    String jsonType = type(schema);
    boolean json = jsonType.equals("object") || jsonType.equals("array");
    boolean secret = schema.path("secret").asBoolean(secretByDefault) || schema.path("writeOnly").asBoolean(false);
    return new SchemaProperty(schema, title.isBlank() ? words(name) : title, inputOf(schema, secret), json, required);
  }

  FormField field(String inputName, @Nullable JsonNode value, @Nullable String error) {
    String help = schema.path("description").asString("");
    return new FormField(
      inputName,
      label,
      help.isBlank() ? null : help,
      type,
      required && type != FormField.Type.CHECKBOX,
      options(),
      type.secret() || value == null ? null : text(value),
      error
    );
  }

  /** {@return what is filled in at first; null for nothing} */
  @Nullable
  JsonNode initial() {
    return schema.get("default");
  }

  /** {@return the value of a submitted input; null for an empty one} */
  @Nullable
  JsonNode read(@Nullable String input) {
    if (type == FormField.Type.CHECKBOX) {
      return NODES.booleanNode(input != null);
    }
    if (input == null || input.isBlank()) {
      return schema.get("const");
    }
    // Browsers send line breaks as CR LF.
    String text = input.replace("\r\n", "\n");
    if (json || type == FormField.Type.NUMBER) {
      return parsed(text);
    }
    return type == FormField.Type.SELECT ? option(text) : NODES.stringNode(text);
  }

  private static JsonNode parsed(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException notJson) {
      return NODES.stringNode(text);
    }
  }

  private JsonNode option(String text) {
    return schema
      .path("enum")
      .valueStream()
      .filter(option -> text(option).equals(text))
      .findFirst()
      .orElseGet(() -> NODES.stringNode(text));
  }

  private List<String> options() {
    return type == FormField.Type.SELECT
      ? schema.path("enum").valueStream().map(SchemaProperty::text).toList()
      : List.of();
  }

  private static FormField.Type inputOf(JsonNode schema, boolean secret) {
    if (schema.has("enum")) {
      return FormField.Type.SELECT;
    }
    return switch (type(schema)) {
      case "boolean" -> FormField.Type.CHECKBOX;
      case "number", "integer" -> secret ? FormField.Type.PASSWORD : FormField.Type.NUMBER;
      case "object", "array" -> secret ? FormField.Type.SECRET_MULTILINE : FormField.Type.MULTILINE;
      default -> textOf(schema, secret);
    };
  }

  private static FormField.Type textOf(JsonNode schema, boolean secret) {
    boolean lines = schema.has("contentMediaType") || schema.path("maxLength").asInt(0) > LINE;
    if (secret) {
      return lines ? FormField.Type.SECRET_MULTILINE : FormField.Type.PASSWORD;
    }
    return switch (schema.path("format").asString("")) {
      case "uri" -> FormField.Type.URL;
      case "email" -> FormField.Type.EMAIL;
      case "password" -> FormField.Type.PASSWORD;
      default -> lines ? FormField.Type.MULTILINE : FormField.Type.TEXT;
    };
  }

  private static String type(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray() ? type.path(0).asString("string") : type.asString("string");
  }

  private static String text(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  /** Makes "api_key" to "Api key". */
  private static String words(String name) {
    String spaced = name.replace('_', ' ').replace('-', ' ').strip();
    return spaced.isEmpty() ? name : spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
  }
}
