package io.keyfold.standalone.registry;

import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.RegisteredSchema;
import io.keyfold.schemas.registry.SchemaTexts;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Converts records to and from JSON keys and values, in the layout of Confluent's registry topic. */
final class RegistryRecordFormat {

  private final JsonMapper json = JsonMapper.builder().build();

  String key(RegistryRecord record) {
    ObjectNode key = json.createObjectNode();
    switch (record) {
      case RegistryRecord.Version(RegisteredSchema schema) -> key
        .put("keytype", "SCHEMA")
        .put("subject", schema.subject())
        .put("version", schema.version())
        .put("magic", 1);
      case RegistryRecord.Level level -> key
        .put("keytype", "CONFIG")
        .put("subject", level.subject().orElse(null))
        .put("magic", 0);
    }
    return json.writeValueAsString(key);
  }

  @Nullable
  String value(RegistryRecord record) {
    ObjectNode value = json.createObjectNode();
    switch (record) {
      case RegistryRecord.Version(RegisteredSchema schema) -> value
        .put("subject", schema.subject())
        .put("version", schema.version())
        .put("id", schema.id())
        .put("schema", schema.schema().toString())
        .put("deleted", false);
      case RegistryRecord.Level level -> {
        if (level.level().isEmpty()) {
          return null;
        }
        value.put("compatibilityLevel", level.level().get().name());
      }
    }
    return json.writeValueAsString(value);
  }

  /** {@return the parsed record; empty for key types that this registry does not write} */
  Optional<RegistryRecord> read(String keyText, @Nullable String valueText) {
    JsonNode key = json.readTree(keyText);
    return switch (key.path("keytype").asString("")) {
      case "SCHEMA" -> Optional.ofNullable(valueText).map(text -> version(json.readTree(text)));
      case "CONFIG" -> Optional.of(level(key, valueText));
      default -> Optional.empty();
    };
  }

  private static RegistryRecord version(JsonNode value) {
    return new RegistryRecord.Version(
      new RegisteredSchema(
        value.path("subject").asString(),
        value.path("version").asInt(),
        value.path("id").asInt(),
        SchemaTexts.parse(value.path("schema").asString())
      )
    );
  }

  private RegistryRecord level(JsonNode key, @Nullable String valueText) {
    Optional<CompatibilityLevel> level = Optional.ofNullable(valueText).flatMap(text ->
      CompatibilityLevel.named(json.readTree(text).path("compatibilityLevel").asString(""))
    );
    return new RegistryRecord.Level(key.path("subject").asStringOpt(), level);
  }
}
