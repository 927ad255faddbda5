package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.util.List;
import java.util.Set;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Turns the bytes of a body into a checked value. No message of a parser or binder gets out: they quote what was sent. */
final class StrictJson {

  private static final int MAX_METADATA_BYTES = 16 * 1024;

  /** Numbers beyond it are cheap to send and dear to compute with. */
  private static final int MAX_SCALE = 400;

  private final JsonMapper json;

  StrictJson(JsonMapper json) {
    this.json = json;
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
        type.getRawClass().getName() + " cannot hold what its request schema lets through",
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
    try (JsonParser parser = json.createParser(body)) {
      return object(parser);
    }
  }

  private ObjectNode object(JsonParser parser) {
    JsonNode root;
    try {
      root = json.readerFor(JsonNode.class).readValue(parser);
      if (parser.nextToken() != null) {
        throw ApiException.invalid("malformed", "The body is more than one JSON object");
      }
    } catch (StreamConstraintsException e) {
      List<String> path = FieldPath.of(parser.streamReadContext());
      boolean deep = e.getOriginalMessage().contains("depth");
      throw ApiException.invalid(
        List.of(new FieldError(deep ? "too_deep" : "too_long", deep ? tooDeep() : tooLong(), path))
      );
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
      throw ApiException.invalid("malformed", "The body is not well-formed JSON" + where);
    }
    if (root instanceof ObjectNode object) {
      checkNumbers(object);
      return object;
    }
    throw ApiException.invalid("type", "The body must be a JSON object");
  }

  private static String tooDeep() {
    return "The body is nested deeper than " + WireJson.MAX_DEPTH + " levels";
  }

  private static String tooLong() {
    return (
      "The body holds a text of more than " +
      WireJson.MAX_STRING +
      ", a name of more than " +
      WireJson.MAX_NAME +
      " or a number of more than " +
      WireJson.MAX_NUMBER +
      " characters"
    );
  }

  private static void checkNumbers(JsonNode node) {
    if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MAX_SCALE) {
      throw ApiException.invalid("out_of_range", "The body holds a number with an exponent beyond " + MAX_SCALE);
    }
    node.forEach(StrictJson::checkNumbers);
  }

  /** Older clients send top-level names in camelCase. Nothing below the top is touched. */
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
  }
}
