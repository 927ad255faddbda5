package io.keyfold.schemas.gate;

import io.keyfold.schemas.registry.CompatibilityLevel;
import io.keyfold.schemas.registry.RegisteredSchema;
import io.keyfold.schemas.serde.SampleRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The append-only folder of released schemas. {@link #release} adds versions and manifest lines; {@link #violations}
 * finds edited, deleted and unexpected files.
 *
 * @param root the folder
 */
record Releases(Path root) {
  static final Path FOLDER = Path.of("src/main/released");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** {@return all releases of a contract, oldest first} */
  List<Release> of(Contract contract) {
    Path folder = root.resolve(contract.folder());
    return IntStream.iterate(1, version -> version + 1)
      .mapToObj(version -> new Release(folder, version))
      .takeWhile(release -> Files.exists(release.file(".avsc")))
      .toList();
  }

  /** {@return the incompatibilities of a schema with the contract's releases} */
  List<String> problems(Contract contract, Schema current) {
    List<RegisteredSchema> released = of(contract)
      .stream()
      .map(release -> new RegisteredSchema(contract.folder(), release.version(), release.version(), release.schema()))
      .toList();
    return CompatibilityLevel.FULL_TRANSITIVE.problems(current, released);
  }

  /** {@return the differences between the folder and the manifest} */
  List<String> violations() throws IOException {
    return new Manifest(root).violations();
  }

  /**
   * Adds the next version of every contract whose schema differs from its latest release.
   *
   * @return the added releases
   * @throws IllegalStateException if a released file was changed or a schema is incompatible; nothing is added then
   */
  List<Release> release(List<Contract> contracts) throws IOException {
    List<String> problems = new ArrayList<>(violations());
    List<Contract> changed = new ArrayList<>();
    for (Contract contract : contracts) {
      List<Release> earlier = of(contract);
      Schema current = contract.schema();
      if (
        earlier.isEmpty() ||
        !earlier
          .get(earlier.size() - 1)
          .schema()
          .toString()
          .equals(current.toString())
      ) {
        problems(contract, current).forEach(problem -> problems.add(contract + ": " + problem));
        changed.add(contract);
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalStateException("nothing was released:\n" + String.join("\n", problems));
    }
    List<Release> added = new ArrayList<>();
    for (Contract contract : changed) {
      Release next = new Release(root.resolve(contract.folder()), of(contract).size() + 1);
      write(next, contract.schema());
      added.add(next);
    }
    new Manifest(root).append(added);
    return added;
  }

  private static void write(Release release, Schema schema) throws IOException {
    byte[] golden = SampleRecords.binary(schema);
    Files.createDirectories(release.folder());
    create(release.file(".avsc"), utf8(JSON.readTree(schema.toString())));
    create(release.file(".bin"), golden);
    create(release.file(".json"), utf8(PlainJson.of(schema, golden)));
  }

  private static byte[] utf8(JsonNode json) {
    return (json.toPrettyString() + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void create(Path file, byte[] content) throws IOException {
    Files.write(file, content, StandardOpenOption.CREATE_NEW);
  }
}
