package io.keyfold.authconfig.oauth.protocol;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object that a vendor sent, read leniently: a field of the wrong type counts as absent.
 *
 * @param root the object
 */
record VendorJson(JsonNode root) {
  private static final int MAX_DEPTH = 50;
  private static final JsonMapper MAPPER = JsonMapper.builder(
    JsonFactory.builder()
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
      .build()
  ).build();

  /** {@return the object; empty if the bytes are anything else} */
  static Optional<VendorJson> parse(byte[] bytes) {
    try {
      JsonNode root = MAPPER.readTree(bytes);
      return root != null && root.isObject() ? Optional.of(new VendorJson(root)) : Optional.empty();
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** {@return the non-empty text or the number at the pointer} */
  Optional<String> text(@Nullable String pointer) {
    JsonNode node = at(pointer);
    boolean scalar = node.isString() || node.isNumber();
    return scalar ? Optional.of(node.asString()).filter(text -> !text.isEmpty()) : Optional.empty();
  }

  /** {@return the non-empty text at the pointer; numbers do not count} */
  Optional<String> string(String pointer) {
    return at(pointer).isString() ? text(pointer) : Optional.empty();
  }

  /** {@return the number at the pointer, which may be written as text; at most 20 digits} */
  Optional<BigDecimal> number(String pointer) {
    try {
      return text(pointer)
        .map(String::strip)
        .filter(text -> text.length() <= 20)
        .map(BigDecimal::new);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** {@return whether a boolean false is at the pointer} */
  boolean isFalse(@Nullable String pointer) {
    JsonNode node = at(pointer);
    return node.isBoolean() && !node.booleanValue();
  }

  JsonNode at(@Nullable String pointer) {
    return pointer == null ? MAPPER.missingNode() : root.at(pointer);
  }

  @Override
  public String toString() {
    return "VendorJson[***]";
  }
}
