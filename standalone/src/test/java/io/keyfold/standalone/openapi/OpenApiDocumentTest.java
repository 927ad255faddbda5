package io.keyfold.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.standalone.GeneratedFile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document that deployment-service serves is generated from the code. */
class OpenApiDocumentTest {

  private static final Path ROOT = Path.of("..");

  private final GeneratedFile file = new GeneratedFile(
    ROOT.resolve("deployment-service/src/main/resources/openapi.json"),
    OpenApiDocumentTest.class
  );

  @Test
  void documentMatchesTheCode() throws Exception {
    file.check(
      JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(ApiDocument.generate(ROOT)) + "\n"
    );
  }

  @Test
  void pagesAreNoOperations() throws Exception {
    assertThat(Endpoint.in(ApiDocument.SERVICES))
      .filteredOn(Endpoint::page)
      .extracting(Endpoint::path)
      .contains("/docs", "/docs/errors", "/docs/reference.js", "/assets/{name}");

    assertThat(ApiDocument.generate(ROOT).path("paths").propertyNames()).noneMatch(path ->
      path.matches("/(docs|assets)(/.*)?")
    );
  }
}
