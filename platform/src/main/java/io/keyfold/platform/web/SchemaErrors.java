package io.keyfold.platform.web;

import com.networknt.schema.Error;
import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Converts validation errors to field errors, built from the keyword and the schema only. The validator's messages and
 * arguments can contain the sent value, which may be a secret.
 *
 * @param schema the root of the schema
 * @param at path of the input in the request
 */
record SchemaErrors(JsonNode schema, List<String> at) {
  List<FieldError> of(List<Error> found) {
    List<FieldError> errors = new ArrayList<>();
    for (Error error : found) {
      if (!isNoise(error, found)) {
        errors.add(convert(error));
      }
    }
    return errors;
  }

  /**
   * For a failed choice, the validator reports every branch. If a branch was entered, its errors are more specific than
   * the choice and the other branches' type errors. Otherwise only the choice is reported.
   */
  private static boolean isNoise(Error error, List<Error> found) {
    if (isChoice(error)) {
      return found.stream().anyMatch(other -> isWithin(other, error) && !isTypeAt(other, error));
    }
    return found.stream().anyMatch(choice -> isChoice(choice) && isWithin(error, choice) && isTypeAt(error, choice));
  }

  private static boolean isChoice(Error error) {
    return error.getKeyword().equals("oneOf") || error.getKeyword().equals("anyOf");
  }

  private static boolean isWithin(Error error, Error choice) {
    return (
      !error.getEvaluationPath().equals(choice.getEvaluationPath()) &&
      error.getEvaluationPath().startsWith(choice.getEvaluationPath())
    );
  }

  private static boolean isTypeAt(Error error, Error choice) {
    return error.getKeyword().equals("type") && error.getInstanceLocation().equals(choice.getInstanceLocation());
  }

  private FieldError convert(Error error) {
    List<String> path = FieldPath.of(at, error.getInstanceLocation());
    String property = error.getProperty();
    JsonNode rule = error.getSchemaNode();
    return switch (error.getKeyword()) {
      case "required", "dependentRequired" -> field("required", "is required", FieldPath.child(path, property));
      case "additionalProperties", "unevaluatedProperties" -> field(
        "unknown_field",
        "is not a known field" + allowed(error),
        FieldPath.child(path, property)
      );
      case "type" -> field("type", "must be " + types(rule), path);
      case "enum" -> field("unknown_value", "must be one of: " + texts(rule, ", "), path);
      case "const" -> field("unknown_value", "must be " + text(rule), path);
      case "maxLength" -> field("too_long", "must have at most " + text(rule) + " characters", path);
      case "minLength" -> field("too_short", "must have at least " + text(rule) + " characters", path);
      case "maxItems", "maxProperties" -> field("too_many", "must have at most " + text(rule) + " entries", path);
      case "minItems", "minProperties" -> field("too_few", "must have at least " + text(rule) + " entries", path);
      case "minimum" -> field("out_of_range", "must be at least " + text(rule), path);
      case "maximum" -> field("out_of_range", "must be at most " + text(rule), path);
      case "exclusiveMinimum" -> field("out_of_range", "must be above " + text(rule), path);
      case "exclusiveMaximum" -> field("out_of_range", "must be below " + text(rule), path);
      case "multipleOf" -> field("out_of_range", "must be a multiple of " + text(rule), path);
      case "pattern" -> field("format", "must match " + text(rule), path);
      case "format" -> field("format", format(text(rule)), path);
      case "uniqueItems" -> field("duplicate", "must not hold the same entry twice", path);
      case "oneOf", "anyOf" -> field("invalid", "has none of the allowed forms", path);
      default -> field("invalid", "does not satisfy the schema's " + error.getKeyword(), path);
    };
  }

  private static FieldError field(String code, String predicate, List<String> path) {
    return FieldPath.error(code, path, predicate);
  }

  private String allowed(Error error) {
    @Nullable
    Object fragment = error.getSchemaLocation().getFragment();
    JsonPointer keyword = JsonPointer.valueOf(Objects.toString(fragment, ""));
    JsonPointer parent = keyword.head();
    JsonNode properties = parent == null ? schema.path("properties") : schema.at(parent).path("properties");
    return properties.isEmpty() ? "" : "; allowed: " + String.join(", ", properties.propertyNames());
  }

  private static String format(String name) {
    return TextForm.ofWire(name)
      .map(TextForm::rule)
      .orElse("must be of the format " + name);
  }

  private static String types(JsonNode rule) {
    return rule.isArray() ? texts(rule, " or ") : article(text(rule));
  }

  private static String texts(JsonNode rule, String between) {
    return String.join(between, rule.valueStream().map(SchemaErrors::text).toList());
  }

  private static String article(String type) {
    return ("aeiou".indexOf(type.charAt(0)) < 0 ? "a " : "an ") + type;
  }

  private static String text(@Nullable JsonNode rule) {
    return rule == null ? "" : rule.isString() ? rule.stringValue() : rule.toString();
  }
}
