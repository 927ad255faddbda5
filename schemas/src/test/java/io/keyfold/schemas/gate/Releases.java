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
 * The folder of released schemas. It grows and never changes: {@link #release} adds versions and lines of the manifest, and
 * {@link #violations} tells of whatever was edited, deleted or slipped in.
 *
 * @param root the folder
 */
record Releases(Path root) {
  static final Path FOLDER = Path.of("src/main/released");
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** All releases of a contract, oldest first. */
  List<Release> of(Contract contract) {
    Path folder = root.resolve(contract.folder());
    return IntStream.iterate(1, version -> version + 1)
      .mapToObj(version -> new Release(folder, version))
      .takeWhile(release -> Files.exists(release.file(".avsc")))
      .toList();
  }

  /** Why the contract as it is now cannot follow its releases. */
  List<String> problems(Contract contract, Schema now) {
    List<RegisteredSchema> released = of(contract)
      .stream()
      .map(release -> new RegisteredSchema(contract.folder(), release.version(), release.version(), release.schema()))
      .toList();
    return CompatibilityLevel.FULL_TRANSITIVE.problems(now, released);
  }

  /** What is not as the manifest has it. */
  List<String> violations() throws IOException {
    return new Manifest(root).violations();
  }

  /**
   * Adds the next version of every contract whose schema is not its newest release.
   *
   * @return what was added
   * @throws IllegalStateException if something was tampered with or is incompatible; nothing is added then
   */
  List<Release> release(List<Contract> contracts) throws IOException {
    List<String> objections = new ArrayList<>(violations());
    List<Contract> changed = new ArrayList<>();
    for (Contract contract : contracts) {
      List<Release> earlier = of(contract);
      Schema now = contract.schema();
      if (
        earlier.isEmpty() ||
        !earlier
          .get(earlier.size() - 1)
          .schema()
          .toString()
          .equals(now.toString())
      ) {
        problems(contract, now).forEach(problem -> objections.add(contract + ": " + problem));
        changed.add(contract);
      }
    }
    if (!objections.isEmpty()) {
      throw new IllegalStateException("nothing was released:\n" + String.join("\n", objections));
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
