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
 * A JSON Schema (2020-12, formats asserted) that input is checked against. References lead nowhere outside the schema.
 * What it finds is told from the schema alone and never holds what was sent.
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
   * {@return the schema, ready for use}
   *
   * @throws IllegalArgumentException if it is not a schema, or refers to another document
   */
  public static InputSchema compile(JsonNode source) {
    return compile(source, Dialects.getDraft202012());
  }

  /** {@return the schema of a request of this API, ready for use: each text in it has a {@link TextForm}} */
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
      throw new IllegalArgumentException("not a JSON Schema that can be used: " + e.getClass().getSimpleName(), e);
    }
  }

  /**
   * {@return what is wrong with the input; empty if nothing}
   *
   * @param at where the input is in the request, for the path of errors
   */
  public List<FieldError> check(JsonNode input, String... at) {
    List<Error> found;
    try {
      found = schema.validate(input, context ->
        context.executionConfig(config -> config.formatAssertionsEnabled(true))
      );
    } catch (JacksonException e) {
      // The validator computes with long and double, and gives up on what neither can hold.
      return List.of(beyondRange(input, at));
    }
    return new SchemaErrors(source, List.of(at)).of(found).stream().distinct().limit(MAX_ERRORS).toList();
  }

  private static FieldError beyondRange(JsonNode input, String... at) {
    List<String> path = new ArrayList<>(List.of(at));
    extendToHuge(input, path);
    return FieldPath.error("out_of_range", path, "holds a number that is too large for its field");
  }

  /** Leads the path on to the first number that no double can hold; leaves it where there is none. */
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

  /** {@return the names of the properties at the top, also those inside of alternatives} */
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
