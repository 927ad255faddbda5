package io.keyfold.platform.web;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.format.Format;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Assigns a {@link TextForm} to every string of a request schema, so that no field is missed. Strings with a
 * {@code format}, a {@code pattern} or a list of values keep it. Parts that a schema leaves open, such as
 * {@code metadata}, stay open.
 */
final class TextForms {

  /** JSON Schema 2020-12 with the forms as formats. */
  static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
    .formats(
      Stream.of(TextForm.values())
        .map(form -> (Format) new FormFormat(form))
        .toList()
    )
    .build();

  private static final List<String> CONSTRAINTS = List.of("format", "pattern", "enum", "const");

  private TextForms() {}

  /** {@return a copy of the schema in which each string has a format} */
  static JsonNode declare(JsonNode schema) {
    JsonNode copy = schema.deepCopy();
    declare("", copy);
    return copy;
  }

  private static void declare(String name, JsonNode schema) {
    if (schema instanceof ObjectNode object && isText(object) && CONSTRAINTS.stream().noneMatch(object::has)) {
      object.put("format", TextForm.ofField(name).wire());
    }
    for (String named : List.of("properties", "$defs")) {
      schema.path(named).forEachEntry(TextForms::declare);
    }
    for (String branches : List.of("allOf", "anyOf", "oneOf")) {
      schema.path(branches).forEach(branch -> declare(name, branch));
    }
    if (schema.has("items")) {
      declare(name, schema.path("items"));
    }
  }

  private static boolean isText(ObjectNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
      ? type.valueStream().anyMatch(one -> one.asString("").equals("string"))
      : type.asString("").equals("string");
  }

  private record FormFormat(TextForm form) implements Format {
    @Override
    public String getName() {
      return form.wire();
    }

    @Override
    public boolean matches(ExecutionContext context, String value) {
      return form.admits(value);
    }
  }
}
