package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.redaction.Redactor;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-4")
class AnswerRedactorTest {

  @Test
  void ofTwoSecretsWithACommonPrefixTheLongerOneIsRedacted() {
    AnswerRedactor redactor = of("{\"id\":\"acme-app\",\"token\":\"acme-app-s3cret\"}");

    assertThat(redactor.refusal(new ProviderRefusal(7, "you are acme-app with acme-app-s3cret"))).isEqualTo(
      new ToolServers.ToolResponse.Refusal(7, "you are [redacted] with [redacted]")
    );
  }

  @Test
  void aResultIsRedactedInEveryPartAndKeepsItsType() {
    AnswerRedactor redactor = of("{\"pin\":12345678,\"token\":\"a\\\"quoted\\\\one\"}");
    McpSchema.CallToolResult result = McpSchema.CallToolResult.builder(
      List.of(
        McpSchema.TextContent.builder("pin 12345678, token a\"quoted\\one").build(),
        McpSchema.ResourceLink.builder().uri("file:///a%22quoted%5Cone/x").name("the file").build()
      )
    )
      .structuredContent(Map.of("headers", "{\"k\":\"a\\\"quoted\\\\one\"}", "list", List.of(1.5, "x"), "other", 7))
      .meta(Map.of("pin", "12345678"))
      .isError(true)
      .build();

    McpSchema.CallToolResult clean = redactor.result(result);

    assertThat(((McpSchema.TextContent) clean.content().getFirst()).text()).isEqualTo(
      "pin [redacted], token [redacted]"
    );
    assertThat(((McpSchema.ResourceLink) clean.content().getLast()).uri()).isEqualTo("file:///[redacted]/x");
    assertThat(clean.structuredContent()).isEqualTo(
      Map.of("headers", "{\"k\":\"[redacted]\"}", "list", List.of(1.5, "x"), "other", 7)
    );
    assertThat(clean.meta()).containsEntry("pin", "[redacted]");
    assertThat(clean.isError()).isTrue();
  }

  @Test
  void aResultWithTheSecretInAFieldNameOrAsANumberIsWithheld() {
    AnswerRedactor redactor = of("{\"pin\":12345678,\"token\":\"canary-7f3a\"}");
    for (Map<String, Object> structured : List.<Map<String, Object>>of(
      Map.of("by", Map.of("canary-7f3a", 1)),
      Map.of("pin", List.of(12345678))
    )) {
      McpSchema.CallToolResult result = McpSchema.CallToolResult.builder(List.of())
        .structuredContent(structured)
        .build();

      assertThatThrownBy(() -> redactor.result(result)).isInstanceOfSatisfying(ProviderFailure.class, failure -> {
        assertThat(failure.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(failure.text()).contains("withheld").doesNotContain("canary", "12345678");
        assertThat(failure.isWithheld()).isTrue();
      });
    }
  }

  @Test
  void aResultWithoutTheSecretIsUnchanged() {
    McpSchema.CallToolResult result = McpSchema.CallToolResult.builder(
      List.of(McpSchema.TextContent.builder("hello").build())
    ).build();

    assertThat(of("{\"token\":\"canary-7f3a\"}").result(result)).isSameAs(result);
  }

  @Test
  void aToolIsRedactedAndOmittedIfANameContainsTheSecret() {
    AnswerRedactor redactor = of("{\"token\":\"canary-7f3a\"}");
    Map<String, Object> schema = Map.of(
      "type",
      "object",
      "properties",
      Map.of("key", Map.of("type", "string", "default", "canary-7f3a"))
    );
    Map<String, Object> named = Map.of("type", "object", "properties", Map.of("as canary-7f3a", Map.of()));
    McpSchema.Tool tool = McpSchema.Tool.builder("act", schema)
      .title("For canary-7f3a")
      .description("Acts as canary-7f3a")
      .outputSchema(schema)
      .build();
    McpSchema.Tool other = McpSchema.Tool.builder("echo", Map.of("type", "object")).build();

    ToolServers.Listed listed = redactor.tools(
      List.of(
        tool,
        McpSchema.Tool.builder("as_canary-7f3a", Map.of("type", "object")).build(),
        McpSchema.Tool.builder("by", named).build(),
        other
      )
    );

    assertThat(listed.withheld()).isEqualTo(2);
    assertThat(listed.tools()).extracting(McpSchema.Tool::name).containsExactly("act", "echo");
    assertThat(listed.toString()).doesNotContain("canary").contains("Acts as [redacted]", "For [redacted]");
    assertThat(listed.tools().getFirst().inputSchema()).containsEntry("type", "object").containsKey("properties");
    assertThat(listed.tools().getLast()).isSameAs(other);
  }

  private static AnswerRedactor of(String credential) {
    try (Credential opened = Credential.of(Secret.ofText(credential))) {
      return new AnswerRedactor(Redactor.of(opened, null));
    }
  }
}
