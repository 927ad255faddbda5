package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.session.testing.McpMessages;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamHeadersTest {

  @Test
  void markedParametersAreRepeatedInHeaders() {
    ParamHeaders headers = ParamHeaders.of(
      McpMessages.object(
        "{'type':'object','properties':{'region':{'type':'string','x-mcp-header':'Region'}," +
          "'in':{'type':'object','properties':{'n':{'type':'integer','x-mcp-header':'N'}}}," +
          "'x-mcp-header':{'type':'string'}}}"
      )
    ).orElseThrow();

    assertThat(headers.headers(McpMessages.object("{'region':'us-west1','in':{'n':42},'x-mcp-header':'a'}"))).isEqualTo(
      Map.of("Mcp-Param-Region", "us-west1", "Mcp-Param-N", "42")
    );
    assertThat(headers.headers(McpMessages.object("{'region':' é','in':{'n':null}}"))).isEqualTo(
      Map.of("Mcp-Param-Region", "=?base64?IMOp?=")
    );
  }

  @Test
  void aMarkThatIsNotValidMakesTheToolUnusable() {
    for (String schema : List.of(
      "{'properties':{'a':{'type':'string','x-mcp-header':'Bad Name'}}}",
      "{'properties':{'a':{'type':'string','x-mcp-header':''}}}",
      "{'properties':{'a':{'type':'number','x-mcp-header':'A'}}}",
      "{'properties':{'a':{'type':'string','x-mcp-header':'A'},'b':{'type':'string','x-mcp-header':'a'}}}",
      "{'anyOf':[{'properties':{'a':{'type':'string','x-mcp-header':'A'}}}]}",
      "{'properties':{'a':{'type':'array','items':{'type':'string','x-mcp-header':'A'}}}}"
    )) {
      assertThat(ParamHeaders.of(McpMessages.object(schema)))
        .as(schema)
        .isEmpty();
    }
  }
}
