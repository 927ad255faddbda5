package io.keyfold.platform.web;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.keyfold.platform.error.FieldError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder ->
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
    return new SchemaErrors(source, List.of(at))
      .of(schema.validate(input, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true))))
      .stream()
      .distinct()
      .limit(MAX_ERRORS)
      .toList();
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
