package io.keyfold.acceptance.hostile;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Hostile values as they stand in JSON text; some are not JSON. */
final class Literals {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final List<String> TYPES = List.of(
    "true",
    "7",
    "-1.5",
    "\"text\"",
    "[]",
    "{}",
    "[null]",
    "[[1]]",
    "[\"a\",\"a\"]",
    "{\"a\":1}"
  );
  private static final List<String> HALF_SURROGATES = List.of("\"\\ud800\"", "\"\\udc00\\ud800\"", "\"a\\udfff\"");
  private static final List<String> EMPTY = List.of("\"\"", "\" \"", "[]", "{}");
  private static final List<String> NUMBERS = List.of(
    "1e999999999",
    "-1e400",
    "1e-999999999",
    "2147483648",
    "9223372036854775808",
    "-9223372036854775809",
    "-0",
    "-0.0",
    "1".repeat(90),
    "9".repeat(5000),
    "0." + "1".repeat(5000),
    "Infinity",
    "0x10",
    "01"
  );
  private static final List<Integer> DEPTHS = List.of(40, 101, 1001, 50_000);
  private static final int MANY = 20_000;

  private Literals() {}

  /** {@return a value of the kind for a field of the schema, if there is one} */
  static Optional<String> of(Kind kind, JsonNode schema, Random random) {
    return switch (kind) {
      case WRONG_TYPE -> wrongType(schema, random);
      case NULL -> Optional.of("null");
      case EMPTY -> Optional.of(Choice.of(EMPTY, random));
      case TOO_LONG -> Optional.of(tooLong(schema, random));
      case CONTROL_CHARACTER -> Optional.of(control(random));
      case INVISIBLE_CHARACTER, MISLEADING_TEXT -> Optional.of(JSON.writeValueAsString(Texts.of(kind, random)));
      case HALF_A_SURROGATE -> Optional.of(Choice.of(HALF_SURROGATES, random));
      case HUGE_NUMBER -> Optional.of(Choice.of(NUMBERS, random));
      case DEEP -> Optional.of(deep(random));
      default -> Optional.empty();
    };
  }

  private static Optional<String> wrongType(JsonNode schema, Random random) {
    List<String> types = schema.path("type").isString()
      ? List.of(schema.path("type").stringValue())
      : schema.path("type").valueStream().map(JsonNode::asString).toList();
    List<String> wrong = TYPES.stream()
      .filter(literal -> !types.contains(type(literal)))
      .toList();
    return wrong.isEmpty() ? Optional.empty() : Optional.of(Choice.of(wrong, random));
  }

  private static String type(String literal) {
    return switch (literal.charAt(0)) {
      case 't' -> "boolean";
      case '7' -> "integer";
      case '-' -> "number";
      case '"' -> "string";
      case '[' -> "array";
      default -> "object";
    };
  }

  /** A control character is escaped, or stands there as it is, which JSON does not allow. */
  private static String control(Random random) {
    String text = Texts.of(Kind.CONTROL_CHARACTER, random);
    return random.nextInt(4) == 0 ? "\"" + text + "\"" : JSON.writeValueAsString(text);
  }

  private static String tooLong(JsonNode schema, Random random) {
    if (schema.has("maxItems")) {
      return "[" + "null,".repeat(schema.path("maxItems").asInt()) + "null]";
    }
    if (schema.toString().contains("\"object\"") && random.nextBoolean()) {
      StringBuilder members = new StringBuilder("{\"a\":1");
      for (int i = 0; i < schema.path("maxProperties").asInt(MANY); i++) {
        members.append(",\"a").append(i).append("\":1");
      }
      return members.append('}').toString();
    }
    return "\"" + Texts.tooLong(schema.path("maxLength").asInt(-1), random) + "\"";
  }

  private static String deep(Random random) {
    int depth = Choice.of(DEPTHS, random);
    return random.nextBoolean()
      ? "[".repeat(depth) + "]".repeat(depth)
      : "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }
}
