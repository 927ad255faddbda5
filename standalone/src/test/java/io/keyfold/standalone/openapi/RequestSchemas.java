package io.keyfold.standalone.openapi;

import io.keyfold.platform.web.PatchField;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Schemas of request bodies: those that requests are checked against, {@code /requests/NAME.json}, with the Javadoc of
 * the records that they are bound to. Their definitions become components of their own.
 */
final class RequestSchemas {

  private static final String TOOL_FILTERS = "tool_filters";

  private final Components components;
  private final Javadoc javadoc;
  private final Gaps gaps;

  RequestSchemas(Components components, Javadoc javadoc, Gaps gaps) {
    this.components = components;
    this.javadoc = javadoc;
    this.gaps = gaps;
  }

  /** {@return a reference to the schema of a body that is bound to the type} */
  ObjectNode of(String name, Class<?> type) {
    ObjectNode schema = read(name);
    schema.remove("$schema");
    JsonNode definitions = schema.remove("$defs");
    Map<String, Class<?>> types = new TreeMap<>();
    describe(schema, type, types);
    Map<String, JsonNode> pending = new TreeMap<>();
    if (definitions != null) {
      definitions.propertyStream().forEach(each -> pending.put(each.getKey(), each.getValue()));
    }
    // A definition's type is known once whatever refers to it was described.
    boolean more = true;
    while (more) {
      more = pending.entrySet().removeIf(each -> define(each, types));
    }
    if (!pending.isEmpty()) {
      throw new IllegalStateException(name + " refers to none of its definitions " + pending.keySet());
    }
    String component = Texts.camel(name);
    components.put(component, schema);
    return Components.ref(component);
  }

  private boolean define(Map.Entry<String, JsonNode> definition, Map<String, Class<?>> types) {
    Class<?> type = types.get(definition.getKey());
    if (type == null) {
      return false;
    }
    ObjectNode schema = (ObjectNode) definition.getValue();
    describe(schema, type, types);
    components.put(component(definition.getKey()), schema);
    return true;
  }

  private static String component(String definition) {
    return Texts.camel(definition) + "Definition";
  }

  private static ObjectNode read(String name) {
    try (InputStream file = new ClassPathResource("/requests/" + name + ".json").getInputStream()) {
      return (ObjectNode) JsonMapper.shared().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void describe(ObjectNode schema, Class<?> type, Map<String, Class<?>> types) {
    Javadoc.Comment comment = javadoc.of(type).orElseThrow(() -> new IllegalStateException(type + " has no Javadoc"));
    if (!schema.has("description")) {
      schema.put("description", comment.text());
    }
    schema
      .path("properties")
      .propertyStream()
      .forEach(property -> {
        RecordComponent component = component(type, property.getKey());
        String text = component == null ? null : comment.params().get(component.getName());
        ObjectNode node = (ObjectNode) property.getValue();
        String missing = type.getName() + " has no @param for " + property.getKey();
        if (!node.has("description")) {
          node.put("description", text == null ? gaps.text(missing) : Texts.sentence(text));
        }
        references(node, component == null ? null : component.getGenericType(), types);
        if (property.getKey().equals(TOOL_FILTERS)) {
          // Parsed by its own code, which accepts several forms: the request schema only says what JSON types they
          // have.
          String description = node.path("description").stringValue();
          node.removeAll();
          node.put("$ref", "#/components/schemas/ToolFilters").put("description", description);
        }
      });
  }

  private static @Nullable RecordComponent component(Class<?> type, String wire) {
    for (RecordComponent component : type.getRecordComponents()) {
      if (ResponseSchemas.wire(component.getName()).equals(wire)) {
        return component;
      }
    }
    return null;
  }

  /** Notes which type each definition is bound to, and lets references lead to the components. */
  private void references(JsonNode node, @Nullable Type type, Map<String, Class<?>> types) {
    if (node instanceof ObjectNode object && object.path("$ref").isString()) {
      String definition = object.path("$ref").stringValue().replaceFirst("^#/\\$defs/", "");
      Class<?> raw = raw(type);
      if (raw != null) {
        types.put(definition, raw);
        object.put("$ref", "#/components/schemas/" + component(definition));
      }
    }
    for (String inside : List.of("items", "oneOf", "anyOf")) {
      JsonNode child = node.path(inside);
      if (child.isArray()) {
        child.forEach(each -> references(each, type, types));
      } else if (child.isObject()) {
        references(child, type, types);
      }
    }
  }

  /** {@return the record behind wrappers: of a field that may be sent, of a list} */
  private static @Nullable Class<?> raw(@Nullable Type type) {
    if (type instanceof ParameterizedType generic) {
      Class<?> raw = (Class<?>) generic.getRawType();
      return raw == PatchField.class || List.class.isAssignableFrom(raw)
        ? raw(generic.getActualTypeArguments()[0])
        : raw;
    }
    return type instanceof Class<?> raw ? raw : null;
  }
}
