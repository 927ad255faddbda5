package io.keyfold.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Each schema of the document has a description and an example, and the example is valid. */
class ExamplesTest {

  private static final JsonNode DOCUMENT = JsonMapper.shared().readTree(
    Path.of("..", "deployment-service/src/main/resources/openapi.json").toFile()
  );

  @ParameterizedTest
  @MethodSource
  void theSchemaHasADescriptionAndAValidExample(String name) {
    JsonNode schema = DOCUMENT.path("components").path("schemas").path(name);

    assertThat(schema.path("description").asString("")).isNotBlank();
    assertThat(schema.path("examples")).isNotEmpty();
    for (JsonNode example : schema.path("examples")) {
      assertThat(problems(Components.ref(name), example))
        .as(example.toString())
        .isEmpty();
    }
  }

  static Stream<String> theSchemaHasADescriptionAndAValidExample() {
    return DOCUMENT.path("components").path("schemas").propertyNames().stream();
  }

  @ParameterizedTest
  @MethodSource
  void theParameterHasADescriptionAndAValidExample(String name, JsonNode parameter) {
    assertThat(parameter.path("description").asString("")).as(name).isNotBlank();
    assertThat(problems((ObjectNode) parameter.path("schema"), parameter.path("example")))
      .as(name)
      .isEmpty();
  }

  static Stream<Arguments> theParameterHasADescriptionAndAValidExample() {
    return DOCUMENT.findValues("parameters")
      .stream()
      .flatMap(JsonNode::valueStream)
      .filter(parameter -> parameter.has("in"))
      .distinct()
      .map(parameter -> Arguments.of(parameter.path("name").asString(""), parameter));
  }

  /** {@return what is wrong with a value} The schema may refer to the document's components. */
  private static List<Error> problems(ObjectNode schema, JsonNode value) {
    ObjectNode root = schema.deepCopy();
    root.set("components", DOCUMENT.path("components"));
    Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(root);
    return compiled.validate(value, context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
  }
}
