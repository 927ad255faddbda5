package io.keyfold.session.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolListCacheTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ToolListCache cache = new ToolListCache(meters);

  @Test
  void aCachedListIsReturnedUnchanged() {
    List<McpSchema.Tool> tools = List.of(
      McpSchema.Tool.builder("search", Map.of("type", "object", "properties", Map.of("q", Map.of("type", "string"))))
        .title("Search")
        // Truncated within a surrogate pair, as a provider may send it.
        .description("Searches \ud83d")
        .meta(Map.of("cost", 2))
        .build(),
      tool("read", 10)
    );

    cache.remember("spr_1", tools);

    assertThat(cache.recall("spr_1")).contains(tools);
    assertThat(cache.recall("spr_2")).isEmpty();
  }

  @Test
  void listsAreCachedUpToAByteLimit() {
    for (int i = 0; i < 500; i++) {
      cache.remember("spr_" + i, List.of(tool("search", 100_000)));
    }

    assertThat(gauge("keyfold.tools.remembered.size"))
      .isPositive()
      .isLessThanOrEqualTo(gauge("keyfold.tools.remembered.capacity"));
    assertThat(cache.recall("spr_0")).isEmpty();
    assertThat(cache.recall("spr_499")).isPresent();
  }

  @Test
  void aVeryLargeListIsNotCachedAndRemovesTheOldOne() {
    cache.remember("spr_1", List.of(tool("search", 10)));

    cache.remember("spr_1", Collections.nCopies(20, tool("search", 50_000)));

    assertThat(cache.recall("spr_1")).isEmpty();
    assertThat(gauge("keyfold.tools.remembered")).isZero();
  }

  private double gauge(String name) {
    return meters.get(name).gauge().value();
  }

  private static McpSchema.Tool tool(String key, int length) {
    return McpSchema.Tool.builder(key, Map.of("type", "object")).description("x".repeat(length)).build();
  }
}
