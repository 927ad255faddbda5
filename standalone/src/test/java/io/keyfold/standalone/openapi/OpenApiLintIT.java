package io.keyfold.standalone.openapi;

import io.keyfold.platform.testing.NpmTool;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Lints the document with Redocly's linter from npm, in the version of the lock file. */
class OpenApiLintIT {

  private static final Path DOCUMENT = Path.of("../deployment-service/src/main/resources/openapi.json");

  @Test
  void theDocumentIsLintedWithoutErrors() throws Exception {
    NpmTool tool = NpmTool.install("openapi-lint");

    tool.run("redocly", "lint", "--config", "redocly.yaml", "--format", "stylish", tool.path(DOCUMENT));
  }
}
