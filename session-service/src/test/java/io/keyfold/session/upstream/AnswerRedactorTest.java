package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RedactorTest {

  @Test
  void aSecretThatBeginsLikeALongerOneDoesNotLeaveItsRest() {
    Redactor redactor = of("{\"id\":\"acme-app\",\"token\":\"acme-app-s3cret\"}");

    assertThat(redactor.text("you are acme-app with acme-app-s3cret")).isEqualTo("you are [redacted] with [redacted]");
  }

  @Test
  void aSecretIsTakenOutAsItStandsInAUrl() {
    Redactor redactor = of("{\"token\":\"p+q/r s=*\"}");

    assertThat(redactor.text("called at /mcp?api_key=p%2Bq%2Fr%20s%3D%2A.")).isEqualTo(
      "called at /mcp?api_key=[redacted]."
    );
    assertThat(redactor.text("called at /mcp?api_key=p%2Bq%2Fr+s%3D*.")).isEqualTo(
      "called at /mcp?api_key=[redacted]."
    );
  }

  @Test
  void aNumberIsASecretAsWellAndWhatIsShortOrTrueIsNone() {
    Redactor redactor = of(
      "{\"pin\":12345678,\"deep\":{\"list\":[87654321]},\"short\":12345,\"on\":true,\"name\":\"bob\"}"
    );

    assertThat(redactor.text("12345678 87654321 12345 true bob")).isEqualTo("[redacted] [redacted] 12345 true bob");
  }

  @Test
  void aResultIsCleanWhereverTheSecretIsAndStaysAResult() {
    Redactor redactor = of("{\"pin\":12345678,\"token\":\"a\\\"quoted\\\\one\"}");
    McpSchema.CallToolResult result = McpSchema.CallToolResult.builder(
      List.of(McpSchema.TextContent.builder("pin 12345678, token a\"quoted\\one").build())
    )
      .structuredContent(Map.of("pin", 12345678, "a\"quoted\\one", List.of(1.5, "x"), "other", 7))
      .isError(true)
      .build();

    McpSchema.CallToolResult clean = redactor.result(result);

    assertThat(((McpSchema.TextContent) clean.content().getFirst()).text()).isEqualTo(
      "pin [redacted], token [redacted]"
    );
    assertThat(clean.structuredContent()).isEqualTo(
      Map.of("pin", "[redacted]", "[redacted]", List.of(1.5, "x"), "other", 7)
    );
    assertThat(clean.isError()).isTrue();
  }

  @Test
  void aResultWithoutTheSecretIsHandedOnAsItIs() {
    McpSchema.CallToolResult result = McpSchema.CallToolResult.builder(
      List.of(McpSchema.TextContent.builder("hello").build())
    ).build();

    assertThat(of("{\"token\":\"canary-7f3a\"}").result(result)).isSameAs(result);
  }

  @Test
  void aToolIsCleanInNameDescriptionAndSchemas() {
    Redactor redactor = of("{\"token\":\"canary-7f3a\"}");
    Map<String, Object> schema = Map.of(
      "type",
      "object",
      "properties",
      Map.of("key", Map.of("type", "string", "default", "canary-7f3a"))
    );
    McpSchema.Tool tool = McpSchema.Tool.builder("as_canary-7f3a", schema)
      .description("Acts as canary-7f3a")
      .outputSchema(schema)
      .build();
    McpSchema.Tool other = McpSchema.Tool.builder("echo", Map.of("type", "object")).build();

    List<McpSchema.Tool> clean = redactor.tools(List.of(tool, other));

    assertThat(clean.toString()).doesNotContain("canary").contains("as_[redacted]", "Acts as [redacted]");
    assertThat(clean.getFirst().inputSchema()).containsEntry("type", "object").containsKey("properties");
    assertThat(clean.getLast()).isSameAs(other);
  }

  private static Redactor of(String credential) {
    try (Credential opened = Credential.of(Secret.ofText(credential))) {
      return Redactor.of(opened);
    }
  }
}
