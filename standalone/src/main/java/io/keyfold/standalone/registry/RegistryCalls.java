package io.keyfold.standalone.registry;

import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.InMemoryRegistry;
import io.keyfold.schemas.registry.RegisteredSchema;
import io.keyfold.schemas.registry.SchemaTexts;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The calls of the registry's API. They take texts and JSON, and return JSON or throw a {@link RegistryProblem}. Writes
 * block.
 */
final class RegistryCalls {

  private final Registry registry;
  private final InMemoryRegistry memory;
  private final JsonMapper json;

  RegistryCalls(Registry registry, JsonMapper json) {
    this.registry = registry;
    this.memory = registry.memory();
    this.json = json;
  }

  JsonNode subjects() {
    ArrayNode names = json.createArrayNode();
    memory.subjects().forEach(names::add);
    return names;
  }

  JsonNode versions(String subject) {
    ArrayNode numbers = json.createArrayNode();
    known(subject).forEach(version -> numbers.add(version.version()));
    return numbers;
  }

  JsonNode version(String subject, String version) {
    return full(find(subject, version));
  }

  JsonNode versionSchema(String subject, String version) {
    return json.readTree(find(subject, version).schema().toString());
  }

  JsonNode register(String subject, JsonNode body) {
    return json.createObjectNode().put("id", registry.register(subject, schemaOf(body)).id());
  }

  JsonNode lookUp(String subject, JsonNode body) {
    Schema schema = schemaOf(body);
    known(subject);
    return full(memory.lookup(subject, schema));
  }

  JsonNode schema(String id) {
    return json.createObjectNode().put("schema", memory.schemaById(number(id)).toString());
  }

  JsonNode rawSchema(String id) {
    return json.readTree(memory.schemaById(number(id)).toString());
  }

  JsonNode subjectsOf(String id) {
    ArrayNode names = json.createArrayNode();
    uses(id).stream().map(RegisteredSchema::subject).distinct().forEach(names::add);
    return names;
  }

  JsonNode versionsOf(String id) {
    ArrayNode versions = json.createArrayNode();
    uses(id).forEach(use -> versions.addObject().put("subject", use.subject()).put("version", use.version()));
    return versions;
  }

  JsonNode compatible(String subject, String version, boolean verbose, JsonNode body) {
    Schema candidate = schemaOf(body);
    CompatibilityLevel level = memory.level(subject).orElseGet(memory::level);
    return compatibility(level.problems(candidate, List.of(find(subject, version))), verbose);
  }

  JsonNode compatible(String subject, boolean verbose, JsonNode body) {
    return compatibility(memory.problems(subject, schemaOf(body)), verbose);
  }

  JsonNode level() {
    return json.createObjectNode().put("compatibilityLevel", memory.level().name());
  }

  JsonNode level(String subject, boolean orGlobal) {
    Optional<CompatibilityLevel> subjectLevel = memory.level(subject);
    if (subjectLevel.isEmpty() && !orGlobal) {
      throw RegistryProblem.noLevel(subject);
    }
    return json.createObjectNode().put("compatibilityLevel", subjectLevel.orElseGet(memory::level).name());
  }

  JsonNode setLevel(JsonNode body) {
    return setLevel(Optional.empty(), body);
  }

  JsonNode setLevel(String subject, JsonNode body) {
    return setLevel(Optional.of(subject), body);
  }

  JsonNode clearLevel(String subject) {
    CompatibilityLevel subjectLevel = memory.level(subject).orElseThrow(() -> RegistryProblem.noLevel(subject));
    registry.setLevel(Optional.of(subject), Optional.empty());
    return json.createObjectNode().put("compatibilityLevel", subjectLevel.name());
  }

  private JsonNode setLevel(Optional<String> subject, JsonNode body) {
    CompatibilityLevel level = CompatibilityLevel.named(body.path("compatibility").asString("")).orElseThrow(
      RegistryProblem::badLevel
    );
    registry.setLevel(subject, Optional.of(level));
    return json.createObjectNode().put("compatibility", level.name());
  }

  private JsonNode compatibility(List<String> problems, boolean verbose) {
    ObjectNode compatibility = json.createObjectNode().put("is_compatible", problems.isEmpty());
    if (verbose) {
      ArrayNode messages = compatibility.putArray("messages");
      problems.forEach(messages::add);
    }
    return compatibility;
  }

  private ObjectNode full(RegisteredSchema version) {
    return json
      .createObjectNode()
      .put("subject", version.subject())
      .put("version", version.version())
      .put("id", version.id())
      .put("schema", version.schema().toString());
  }

  private List<RegisteredSchema> known(String subject) {
    List<RegisteredSchema> versions = memory.versionsOf(subject);
    if (versions.isEmpty()) {
      throw RegistryProblem.noSubject(subject);
    }
    return versions;
  }

  private RegisteredSchema find(String subject, String version) {
    List<RegisteredSchema> versions = known(subject);
    if (version.equals("latest") || version.equals("-1")) {
      return versions.getLast();
    }
    if (!version.matches("[1-9]\\d{0,8}")) {
      throw RegistryProblem.badVersion(version);
    }
    int number = Integer.parseInt(version);
    return versions
      .stream()
      .filter(each -> each.version() == number)
      .findFirst()
      .orElseThrow(() -> RegistryProblem.noVersion(version));
  }

  private List<RegisteredSchema> uses(String id) {
    List<RegisteredSchema> uses = memory.usesOf(number(id));
    if (uses.isEmpty()) {
      throw RegistryProblem.noSchema();
    }
    return uses;
  }

  private static int number(String id) {
    if (!id.matches("\\d{1,9}")) {
      throw RegistryProblem.noSchema();
    }
    return Integer.parseInt(id);
  }

  private static Schema schemaOf(JsonNode body) {
    String type = body.path("schemaType").asString("AVRO");
    if (!type.equals("AVRO")) {
      throw RegistryProblem.badSchema("only AVRO is supported, not " + type);
    }
    if (!body.path("references").isEmpty()) {
      throw RegistryProblem.badSchema("references are not supported; inline them in the schema");
    }
    try {
      return SchemaTexts.parse(body.path("schema").asString(""));
    } catch (RuntimeException e) {
      // Includes NullPointerException, which Avro's parser throws for an undefined name.
      throw RegistryProblem.badSchema(String.valueOf(e.getMessage()));
    }
  }
}
