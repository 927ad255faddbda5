package io.keyfold.standalone.asyncapi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.testing.NpmTool;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parser of the AsyncAPI project finds no error in the document, nor in the Avro schemas in it. */
class AsyncApiLintIT {

  private static final Path DOCUMENT = Path.of("../docs/asyncapi.yaml");

  @Test
  void theDocumentIsValidAndABrokenOneIsNot(@TempDir Path folder) throws Exception {
    NpmTool tool = NpmTool.install("asyncapi-lint");
    Path broken = folder.resolve("broken.yaml");
    Files.writeString(broken, Files.readString(DOCUMENT).replaceFirst("(?m)^channels:", "chanels:"));

    tool.run("node", "lint.mjs", tool.path(DOCUMENT));

    assertThatThrownBy(() -> tool.run("node", "lint.mjs", tool.path(broken)))
      .isInstanceOf(AssertionError.class)
      .hasMessageContaining("chanels");
  }
}
