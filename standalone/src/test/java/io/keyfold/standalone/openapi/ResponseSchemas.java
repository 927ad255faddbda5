package io.keyfold.standalone.openapi;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;
import io.keyfold.platform.web.ListBody;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of response bodies, from the records that are written as JSON and their Javadoc. */
final class ResponseSchemas {

  private static final Pattern ALWAYS = Pattern.compile("always `([^`]+)`");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Components components;
  private final Javadoc javadoc;
  private final Vocabulary vocabulary;
  private final Gaps gaps;

  ResponseSchemas(Components components, Javadoc javadoc, Vocabulary vocabulary, Gaps gaps) {
    this.components = components;
    this.javadoc = javadoc;
    this.vocabulary = vocabulary;
    this.gaps = gaps;
  }

  /** {@return the name in JSON} */
  static String wire(String name) {
    return PropertyNamingStrategies.SNAKE_CASE.nameForField(null, null, name);
  }

  /** {@return the schema of a type; records become components} */
  ObjectNode of(Type type) {
    if (type instanceof ParameterizedType generic) {
      return generic(generic);
    }
    Class<?> raw = (Class<?>) type;
    Optional<Type> value = value(raw);
    if (value.isPresent()) {
      return of(value.get());
    }
    return raw.isRecord() ? record(raw, Map.of()) : simple(raw);
  }

  private static ObjectNode simple(Class<?> type) {
    ObjectNode schema = JSON.objectNode();
    if (type == Instant.class) {
      return schema.put("type", "string").put("format", "date-time");
    }
    if (type == long.class || type == Long.class) {
      return schema.put("type", "integer").put("format", "int64");
    }
    return switch (type.getSimpleName()) {
      case "String" -> schema.put("type", "string");
      case "boolean", "Boolean" -> schema.put("type", "boolean");
      case "int", "Integer" -> schema.put("type", "integer").put("format", "int32");
      case "JsonNode", "Map", "SortedMap" -> schema.put("type", "object").put("additionalProperties", true);
      case "Object" -> schema;
      default -> throw new IllegalStateException("no schema for " + type);
    };
  }

  private ObjectNode generic(ParameterizedType type) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type argument = type.getActualTypeArguments()[0];
    if (raw == ListBody.class) {
      String item = name((Class<?>) argument);
      return record(raw, Map.of("B", argument), item + "List", "A page of " + plural(item) + ".");
    }
    if (raw == ServerSentEvent.class) {
      of(argument);
      return JSON.objectNode()
        .put("type", "string")
        .put("description", "Server-sent events; the data of each is one " + name((Class<?>) argument) + ".");
    }
    if (Collection.class.isAssignableFrom(raw)) {
      ObjectNode schema = JSON.objectNode().put("type", "array");
      schema.set("items", of(argument));
      return schema;
    }
    return simple(raw);
  }

  private static String plural(String name) {
    return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT) + "s";
  }

  private ObjectNode record(Class<?> type, Map<String, Type> variables) {
    String text = javadoc
      .of(type)
      .map(Javadoc.Comment::text)
      .orElseGet(() -> gaps.text(type.getName() + " has no Javadoc"));
    return record(type, variables, name(type), text);
  }

  private ObjectNode record(Class<?> type, Map<String, Type> variables, String name, String text) {
    ObjectNode schema = JSON.objectNode().put("type", "object").put("description", text);
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = schema.putArray("required");
    boolean leavesOut = type.isAnnotationPresent(JsonInclude.class);
    for (RecordComponent component : type.getRecordComponents()) {
      boolean nullable = nullable(component.getAnnotatedType());
      Type declared = component.getGenericType();
      ObjectNode property = property(name, type, component, bind(declared, variables));
      properties.set(wire(component.getName()), nullable && !leavesOut ? orNull(property) : property);
      if (!nullable || !leavesOut) {
        required.add(wire(component.getName()));
      }
    }
    components.put(name, schema);
    return Components.ref(name);
  }

  private static Type bind(Type type, Map<String, Type> variables) {
    if (
      type instanceof ParameterizedType list && variables.containsKey(list.getActualTypeArguments()[0].getTypeName())
    ) {
      Type item = Objects.requireNonNull(variables.get(list.getActualTypeArguments()[0].getTypeName()));
      return ResolvableType.forClassWithGenerics(List.class, ResolvableType.forType(item)).getType();
    }
    return type;
  }

  private ObjectNode property(String owner, Class<?> type, RecordComponent component, Type declared) {
    ObjectNode schema = component.getAccessor().isAnnotationPresent(JsonRawValue.class)
      ? simple(JsonNode.class)
      : of(declared);
    String wire = wire(component.getName());
    vocabulary.schema(owner, wire).ifPresent(more -> {
      schema.removeAll();
      schema.setAll(more);
    });
    String text = javadoc
      .of(type)
      .map(comment -> comment.params().get(component.getName()))
      .or(() -> vocabulary.description(owner, wire))
      .orElseGet(() -> gaps.text(owner + "." + wire + " has no description: @param " + component.getName()));
    Matcher always = ALWAYS.matcher(text);
    if (always.find() && schema.path("type").asString("").equals("string")) {
      schema.put("const", always.group(1));
    }
    return schema.put("description", Texts.sentence(text));
  }

  private static ObjectNode orNull(ObjectNode schema) {
    if (schema.path("type").isString()) {
      String type = schema.path("type").stringValue();
      schema.putArray("type").add(type).add("null");
      return schema;
    }
    if (!schema.has("$ref")) {
      return schema;
    }
    ObjectNode either = JSON.objectNode();
    either
      .putArray("oneOf")
      .add(JSON.objectNode().set("$ref", schema.path("$ref")))
      .add(JSON.objectNode().put("type", "null"));
    either.set("description", schema.path("description"));
    return either;
  }

  private static boolean nullable(AnnotatedType type) {
    return type.isAnnotationPresent(Nullable.class);
  }

  /** {@return the type of the JSON value that an object is written as, if it is written as one} */
  private static Optional<Type> value(Class<?> type) {
    for (RecordComponent component : type.isRecord() ? type.getRecordComponents() : new RecordComponent[0]) {
      if (component.getAccessor().isAnnotationPresent(JsonValue.class)) {
        return Optional.of(component.getGenericType());
      }
    }
    return Stream.of(type.getDeclaredMethods())
      .filter(method -> method.isAnnotationPresent(JsonValue.class))
      .map(Method::getGenericReturnType)
      .findFirst();
  }

  /** {@return the component's name: the type's without Body, after those of the types around it} */
  static String name(Class<?> type) {
    String own = type.getSimpleName().replaceFirst("Body$", "");
    Class<?> outer = type.getEnclosingClass();
    return outer == null || outer.isAnnotationPresent(RestController.class) ? own : name(outer) + own;
  }
}
