package io.keyfold.deployment.catalogue;

import io.keyfold.deployment.definition.ConfigChecks;
import io.keyfold.deployment.definition.LimitChecks;
import io.keyfold.deployment.definition.MethodChecks;
import io.keyfold.deployment.definition.Problem;
import io.keyfold.deployment.definition.ToolChecks;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.web.InputSchema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads a catalogue file: YAML, validated against the schema and beyond. */
final class CatalogueFile {

  private static final YAMLMapper YAML = YAMLMapper.builder()
    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
    .build();

  private final InputSchema schema;
  private final UnaryOperator<String> placeholders;
  private final EgressPolicy egress;

  /**
   * Creates a reader.
   *
   * @param placeholders replaces {@code ${PROPERTY:default}} in the MCP URL
   * @param egress which URLs may be called
   */
  CatalogueFile(UnaryOperator<String> placeholders, EgressPolicy egress) {
    this.schema = InputSchema.compile(schemaSource());
    this.placeholders = placeholders;
    this.egress = egress;
  }

  /**
   * {@return the provider; empty if there are problems}
   *
   * @param name name of the file, for error messages
   * @param content the YAML
   * @param problems receives one line per error
   */
  Optional<Provider> read(String name, InputStream content, List<String> problems) {
    JsonNode tree;
    try {
      tree = YAML.readTree(content);
    } catch (JacksonException e) {
      problems.add(name + ": not YAML: " + e.getOriginalMessage());
      return Optional.empty();
    }
    List<String> found = new ArrayList<>();
    for (FieldError error : schema.check(tree)) {
      found.add(line(name, error.path(), error.message()));
    }
    if (found.isEmpty()) {
      CatalogueEntry entry = YAML.treeToValue(tree, CatalogueEntry.class);
      String url = placeholders.apply(entry.mcpUrl());
      egress.refusal(ConfigChecks.sample(url)).ifPresent(why -> found.add(line(name, List.of("mcp_url"), why)));
      List<Problem> beyondShape = new ArrayList<>(MethodChecks.check(entry.methods(), egress::refusal));
      beyondShape.addAll(ToolChecks.check(entry.knownTools()));
      beyondShape.addAll(ConfigChecks.check(url, entry.configSchema(), entry.methods()));
      beyondShape.addAll(LimitChecks.check(entry.limits()));
      for (Problem problem : beyondShape) {
        found.add(line(name, problem.path(), problem.message()));
      }
      if (found.isEmpty()) {
        return Optional.of(entry.provider(url));
      }
    }
    problems.addAll(found);
    return Optional.empty();
  }

  private static String line(String file, List<String> path, String message) {
    return file + ": " + (path.isEmpty() ? "" : String.join(".", path) + ": ") + message;
  }

  private static JsonNode schemaSource() {
    try (InputStream source = CatalogueFile.class.getResourceAsStream("/catalogue/provider.schema.json")) {
      if (source == null) {
        throw new IllegalStateException("the catalogue schema is not on the class path");
      }
      return YAML.readTree(source);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
