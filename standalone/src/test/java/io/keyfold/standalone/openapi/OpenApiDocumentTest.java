package io.keyfold.standalone.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** The OpenAPI document of deployment-service equals the one generated from this build. */
class OpenApiDocumentTest {

  private static final Path ROOT = Path.of("..");
  private static final Path DOCUMENT = ROOT.resolve("deployment-service/src/main/resources/openapi.json");
  private static final String RENEW =
    "mvn test -pl standalone -am -Dtest=OpenApiDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dkeyfold.openapi=write";

  @Test
  void theDocumentIsTheApiOfThisBuild() throws Exception {
    String generated = JsonMapper.builder()
      .build()
      .writerWithDefaultPrettyPrinter()
      .writeValueAsString(ApiDocument.generate(ROOT));
    if ("write".equals(System.getProperty("keyfold.openapi"))) {
      Files.writeString(DOCUMENT, generated + "\n");
    }
    assertThat(DOCUMENT).as("renew it: %s", RENEW).exists();
    assertThat(Files.readString(DOCUMENT))
      .as("renew it: %s", RENEW)
      .isEqualTo(generated + "\n");
  }
}
