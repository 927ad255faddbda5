package io.keyfold.platform.toolfilter;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Parses {@code tool_filters} of a request: a rule, an array of rules, null (allow everything), or the envelope
 * {@code {ignore_parent_filters, filters}} around one of these.
 */
public final class ToolFilterParser {

  private static final int MAX_RULES = 50;
  private static final int MAX_VALUES = 500;
  private static final int MAX_VALUE_LENGTH = 2_048;

  private final List<FieldError> errors = new ArrayList<>();
  private boolean ignoreParentFilters;

  private ToolFilterParser() {}

  /**
   * {@return the filter}
   *
   * @param node the JSON value; absent and null both allow everything
   * @param path path of the value in the body, for errors
   * @throws ApiException {@code invalid_data} with every error and its path
   */
  public static ToolFilter parse(@Nullable JsonNode node, String... path) {
    ToolFilterParser parser = new ToolFilterParser();
    List<ToolFilterRule> rules = parser.envelope(node, List.of(path));
    if (!parser.errors.isEmpty()) {
      throw ApiException.invalid(parser.errors);
    }
    return new ToolFilter(rules, parser.ignoreParentFilters);
  }

  private List<ToolFilterRule> envelope(@Nullable JsonNode node, List<String> path) {
    if (node == null || !node.isObject() || node.has("type")) {
      return rules(node, path);
    }
    onlyFields(node, path, "filters", "ignore_parent_filters");
    JsonNode ignore = node.get("ignore_parent_filters");
    if (ignore != null && !ignore.isBoolean()) {
      error("type", "Must be true or false", child(path, "ignore_parent_filters"));
    }
    ignoreParentFilters = ignore != null && ignore.isBoolean() && ignore.booleanValue();
    return rules(node.get("filters"), child(path, "filters"));
  }

  private List<ToolFilterRule> rules(@Nullable JsonNode node, List<String> path) {
    List<ToolFilterRule> rules = new ArrayList<>();
    if (node == null || node.isNull()) {
      return rules;
    }
    if (!node.isArray()) {
      rule(node, path, rules);
      return rules;
    }
    if (node.size() > MAX_RULES) {
      error("too_long", "At most " + MAX_RULES + " rules", path);
      return rules;
    }
    for (int i = 0; i < node.size(); i++) {
      rule(node.get(i), child(path, Integer.toString(i)), rules);
    }
    return rules;
  }

  private void rule(JsonNode node, List<String> path, List<ToolFilterRule> rules) {
    if (!node.isObject()) {
      error("type", "Must be a rule, an array of rules, or null", path);
      return;
    }
    JsonNode type = node.get("type");
    if (type == null || !type.isString()) {
      error(type == null ? "required" : "type", "A rule needs a type that is a string", child(path, "type"));
      return;
    }
    RuleType known = RuleType.ofWire(type.stringValue()).orElse(null);
    if (known == null) {
      error(
        "unknown_value",
        "Must be one of tool_keys, tool_regex, resource_uris, resource_regex, prompt_keys, prompt_regex",
        child(path, "type")
      );
      return;
    }
    onlyFields(node, path, "type", known.field());
    List<String> at = child(path, known.field());
    List<String> values = known.regex() ? pattern(node.get(known.field()), at) : values(node.get(known.field()), at);
    rules.add(new ToolFilterRule(known, values));
  }

  private List<String> pattern(@Nullable JsonNode node, List<String> path) {
    if (node == null || !node.isString()) {
      error(node == null ? "required" : "type", "Must be a pattern (string)", path);
      return List.of();
    }
    try {
      return List.of(SafePattern.compile(node.stringValue()).pattern());
    } catch (IllegalArgumentException e) {
      error("pattern", String.valueOf(e.getMessage()), path);
      return List.of();
    }
  }

  private List<String> values(@Nullable JsonNode node, List<String> path) {
    if (node == null || !node.isArray()) {
      error(node == null ? "required" : "type", "Must be an array of strings", path);
      return List.of();
    }
    if (node.size() > MAX_VALUES) {
      error("too_long", "At most " + MAX_VALUES + " entries", path);
      return List.of();
    }
    List<String> values = new ArrayList<>();
    for (int i = 0; i < node.size(); i++) {
      JsonNode value = node.get(i);
      if (!value.isString()) {
        error("type", "Must be a string", child(path, Integer.toString(i)));
      } else if (value.stringValue().length() > MAX_VALUE_LENGTH) {
        error("too_long", "At most " + MAX_VALUE_LENGTH + " characters", child(path, Integer.toString(i)));
      } else {
        values.add(value.stringValue());
      }
    }
    return values;
  }

  private void onlyFields(JsonNode node, List<String> path, String... known) {
    for (String name : node.propertyNames()) {
      if (!List.of(known).contains(name)) {
        error("unknown_field", "Unknown field of a tool filter", child(path, name));
      }
    }
  }

  private void error(String code, String message, List<String> path) {
    errors.add(new FieldError(code, message, path));
  }

  private static List<String> child(List<String> path, String name) {
    List<String> child = new ArrayList<>(path);
    child.add(name);
    return child;
  }
}
