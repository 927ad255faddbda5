package io.keyfold.platform.toolcall;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ToolCallBodyTest {

  private static final String LARGE = "x".repeat(100_000);

  @Test
  void theSizeIncludesAllTenantData() {
    long small = call("{}", "{}", "{}").bytes();

    assertThat(small).isLessThan(10_000);
    assertThat(call(LARGE, "{}", "{}").bytes()).isGreaterThan(small + 190_000);
    assertThat(call("{}", LARGE, "{}").bytes()).isGreaterThan(small + 190_000);
    assertThat(call("{}", "{}", LARGE).bytes()).isGreaterThan(small + 190_000);
  }

  private static ToolCallBody call(String input, String output, String schema) {
    return new ToolCallBody(
      "session.tool_call",
      "tcl_1",
      "search",
      "tool_call",
      "succeeded",
      "client",
      "tool_call",
      "ses_1",
      "smg_1",
      "spr_1",
      "ann",
      null,
      null,
      null,
      null,
      new UsedCredential("pac_1", 1L, null),
      CalledToolBody.of("prv_1", "search", Optional.of(known(schema))),
      null,
      input,
      output,
      Instant.EPOCH
    );
  }

  private static KnownTool known(String schema) {
    return new KnownTool("ptl_1", "search", "Search", "Searches", schema, false, true);
  }
}
