package io.keyfold.platform.web;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Schema (2020-12, with format assertions) that validates input. References outside the schema are not resolved.
 * Error messages are built from the schema and never contain the input.
 */
public final class InputSchema {

  private static final int MAX_ERRORS = 20;

  private final JsonNode source;
  private final Schema schema;
  private final Set<String> properties;

  private InputSchema(JsonNode source, Schema schema) {
    this.source = source;
    this.schema = schema;
    this.properties = propertiesOf(source);
  }

  /**
   * {@return the compiled schema}
   *
   * @throws IllegalArgumentException if it is not a valid schema, or refers to another document
   */
  public static InputSchema compile(JsonNode source) {
    return compile(source, Dialects.getDraft202012());
  }

  /** {@return the compiled schema of an API request, in which each string has a {@link TextForm}} */
  static InputSchema ofRequest(JsonNode source) {
    return compile(TextForms.declare(source), TextForms.DIALECT);
  }

  private static InputSchema compile(JsonNode source, Dialect dialect) {
    SchemaRegistry registry = SchemaRegistry.withDialect(dialect, builder ->
      builder.schemaLoader(loader -> loader.block(iri -> !iri.toString().startsWith("https://json-schema.org/")))
    );
    try {
      Schema schema = registry.getSchema(source);
      schema.initializeValidators();
      return new InputSchema(source, schema);
    } catch (SchemaException e) {
      throw new IllegalArgumentException("invalid JSON Schema: " + e.getClass().getSimpleName(), e);
    }
  }

  /**
   * {@return the errors of the input; empty if it is valid}
   *
   * @param at path of the input in the request, for errors
   */
  public List<FieldError> check(JsonNode input, String... at) {
    List<Error> found;
    try {
      found = schema.validate(input, context ->
        context.executionConfig(config -> config.formatAssertionsEnabled(true))
      );
    } catch (JacksonException e) {
      // The validator computes with long and double, and fails for numbers beyond their range.
      return List.of(beyondRange(input, at));
    }
    return new SchemaErrors(source, List.of(at)).of(found).stream().distinct().limit(MAX_ERRORS).toList();
  }

  private static FieldError beyondRange(JsonNode input, String... at) {
    List<String> path = new ArrayList<>(List.of(at));
    extendToHuge(input, path);
    return FieldPath.error("out_of_range", path, "contains a number that is too large for its field");
  }

  /** Extends the path to the first number that exceeds the range of double; leaves it unchanged if there is none. */
  private static boolean extendToHuge(JsonNode node, List<String> path) {
    if (node.isNumber()) {
      return Double.isInfinite(node.decimalValue().doubleValue());
    }
    for (int i = 0; i < node.size(); i++) {
      if (node.isArray() && extendToHuge(node.get(i), path, String.valueOf(i))) {
        return true;
      }
    }
    return node.propertyStream().anyMatch(child -> extendToHuge(child.getValue(), path, child.getKey()));
  }

  private static boolean extendToHuge(JsonNode child, List<String> path, String name) {
    path.add(name);
    if (extendToHuge(child, path)) {
      return true;
    }
    path.removeLast();
    return false;
  }

  /** {@return the names of the top-level properties, including those in alternatives} */
  Set<String> properties() {
    return properties;
  }

  private static Set<String> propertiesOf(JsonNode source) {
    Set<String> names = new HashSet<>(source.path("properties").propertyNames());
    for (String branches : List.of("allOf", "anyOf", "oneOf")) {
      source.path(branches).forEach(branch -> names.addAll(branch.path("properties").propertyNames()));
    }
    return Set.copyOf(names);
  }
}
