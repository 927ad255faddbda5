package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Parses, validates and binds request bodies. Messages of the parser and the binder are not passed on, because they
 * quote the input.
 */
final class StrictJson {

  private static final int MAX_METADATA_BYTES = 16 * 1024;

  private final JsonMapper json;
  private final JsonInput input;

  StrictJson(JsonMapper json) {
    this.json = json;
    this.input = new JsonInput(json);
  }

  Object read(byte[] body, InputSchema schema, JavaType type) {
    ObjectNode object = snakeCase(object(body), schema.properties());
    checkMetadata(object);
    List<FieldError> errors = schema.check(object);
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    try {
      return json.treeToValue(object, type);
    } catch (JacksonException e) {
      throw new IllegalStateException(
        type.getRawClass().getName() + " cannot represent what its request schema allows",
        e
      );
    }
  }

  static boolean isJson(MediaType type) {
    return (
      type.isCompatibleWith(MediaType.APPLICATION_JSON) ||
      (type.getType().equals("application") && type.getSubtype().endsWith("+json"))
    );
  }

  private ObjectNode object(byte[] body) {
    if (body.length == 0) {
      throw ApiException.invalid("required", "The request needs a body: a JSON object");
    }
    if (input.read(body) instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.invalid("type", "The body must be a JSON object");
  }

  /** Renames top-level fields from camelCase, which older clients send. Nested names are not changed. */
  private static ObjectNode snakeCase(ObjectNode object, Set<String> known) {
    List<String> unknown = object
      .propertyNames()
      .stream()
      .filter(name -> !known.contains(name))
      .toList();
    for (String name : unknown) {
      String snake = SnakeCase.of(name);
      if (known.contains(snake)) {
        if (object.has(snake)) {
          throw ApiException.invalid("duplicate", snake + " was sent in snake_case and in camelCase", snake);
        }
        object.set(snake, object.remove(name));
      }
    }
    return object;
  }

  private void checkMetadata(ObjectNode object) {
    JsonNode metadata = object.path("metadata");
    if (metadata.isContainer() && json.writeValueAsBytes(metadata).length > MAX_METADATA_BYTES) {
      throw ApiException.invalid(
        "too_long",
        "metadata has at most " + MAX_METADATA_BYTES + " bytes as JSON",
        "metadata"
      );
    }
    if (!namesAreOfOneLine(metadata)) {
      throw ApiException.invalid("format", "The names in metadata " + TextForm.SINGLE_LINE.rule(), "metadata");
    }
  }

  private static boolean namesAreOfOneLine(JsonNode node) {
    return (
      node.propertyStream().allMatch(property -> TextForm.SINGLE_LINE.admits(property.getKey())) &&
      node.valueStream().allMatch(StrictJson::namesAreOfOneLine)
    );
  }
}
