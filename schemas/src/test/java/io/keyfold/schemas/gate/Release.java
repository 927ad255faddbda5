package io.keyfold.schemas.gate;

import io.keyfold.schemas.registry.SchemaTexts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A released version of a contract: its schema in {@code vN.avsc}, a complete record as binary Avro in {@code vN.bin},
 * and the record's content in {@code vN.json}.
 *
 * @param folder the contract's folder
 * @param version the version, from 1
 */
record Release(Path folder, int version) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Schema schema() {
    return SchemaTexts.parse(text(".avsc"));
  }

  byte[] golden() {
    try {
      return Files.readAllBytes(file(".bin"));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  JsonNode expected() {
    return JSON.readTree(text(".json"));
  }

  Path file(String ending) {
    return folder.resolve("v" + version + ending);
  }

  private String text(String ending) {
    try {
      return Files.readString(file(ending));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }
}
