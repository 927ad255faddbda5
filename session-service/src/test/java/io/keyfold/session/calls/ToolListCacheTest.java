package io.keyfold.session.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.session.testing.McpMessages;
import io.keyfold.session.upstream.McpServers;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToolListCacheTest {

  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final ToolListCache cache = new ToolListCache(meters);

  @Test
  void aCachedListIsReturnedUnchanged() {
    // Truncated within a surrogate pair, as a provider may send it.
    List<McpServers.Item> tools = List.of(
      McpMessages.item("{'name':'search', 'description':'Searches \\ud83d','_meta':{'cost':2.50}}"),
      tool("read", 10)
    );

    cache.remember("spr_1", tools);

    assertThat(
      cache
        .recall("spr_1")
        .orElseThrow()
        .stream()
        .map(item -> item.json().json())
    ).containsExactlyElementsOf(
      tools
        .stream()
        .map(item -> item.json().json())
        .toList()
    );
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

  private static McpServers.Item tool(String key, int length) {
    return McpMessages.item("{'name':'" + key + "','description':'" + "x".repeat(length) + "'}");
  }
}
