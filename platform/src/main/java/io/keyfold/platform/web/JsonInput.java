package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Parses JSON from callers: a single value in UTF-8, within the limits of {@link WireJson}, with well-formed Unicode
 * and without loss of digits in numbers. Thread-safe.
 */
public final class JsonInput {

  /** Limits exponents, because huge ones are cheap to send and expensive to compute with. */
  private static final int MAX_SCALE = 400;

  /** RFC 8259 lets a reader ignore it, and some clients put it before all that they send. */
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final JsonMapper json;

  /**
   * Creates a parser.
   *
   * @param json the API's mapper
   */
  public JsonInput(JsonMapper json) {
    this.json = json;
  }

  /**
   * {@return the value}
   *
   * @throws ApiException {@code invalid_data}, with the path if it is known; never quotes the input
   */
  public JsonNode read(byte[] body) {
    try (JsonParser parser = json.createParser(text(body))) {
      JsonNode root = read(parser);
      check(root, new ArrayList<>());
      return root;
    }
  }

  private static String text(byte[] body) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw ApiException.invalid("malformed", "The body is not UTF-8");
    }
  }

  private JsonNode read(JsonParser parser) {
    try {
      JsonNode root = json.readerFor(JsonNode.class).readValue(parser);
      if (parser.nextToken() != null) {
        throw ApiException.invalid("malformed", "The body is more than one JSON value");
      }
      return root;
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

  /** Checks a node recursively; the path list is shared and mutated during the traversal. */
  private static void check(JsonNode node, List<String> path) {
    if (node.isString()) {
      requireUnicode(node.stringValue(), path);
    } else if (node.isBigDecimal() && Math.abs((long) node.decimalValue().scale()) > MAX_SCALE) {
      throw invalid("out_of_range", "a number with an exponent beyond " + MAX_SCALE, path);
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        check(node.get(i), path, String.valueOf(i));
      }
    } else {
      for (Map.Entry<String, JsonNode> property : node.properties()) {
        requireUnicode(property.getKey(), path);
        check(property.getValue(), path, property.getKey());
      }
    }
  }

  private static void check(JsonNode child, List<String> path, String name) {
    path.add(name);
    check(child, path);
    path.removeLast();
  }

  /** Rejects lone surrogates, which cannot be encoded as UTF-8. */
  private static void requireUnicode(String text, List<String> path) {
    if (text.codePoints().anyMatch(c -> Character.getType(c) == Character.SURROGATE)) {
      throw invalid("malformed", "half of a surrogate pair, which is no character", path);
    }
  }

  private static ApiException invalid(String code, String what, List<String> path) {
    return ApiException.invalid(List.of(FieldPath.error(code, path, "holds " + what)));
  }
}
