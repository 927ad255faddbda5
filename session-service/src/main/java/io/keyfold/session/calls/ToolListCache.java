package io.keyfold.session.calls;

import io.keyfold.session.cache.ByteBoundedCache;
import io.keyfold.session.upstream.ProviderJson;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Caches the tool lists of session providers on this instance, most recent first, up to a size limit. Stored as JSON
 * with a known size, since a tenant's own provider may return very large lists.
 */
public final class ToolListCache {

  private static final long CAPACITY = 16 * 1024 * 1024;
  private static final long LARGEST = 1024 * 1024;

  /** Approximate overhead in bytes of a list, and of each tool in it. */
  private static final long OVERHEAD_BYTES = 256;

  private final ByteBoundedCache<List<String>> lists = new ByteBoundedCache<>(CAPACITY);

  /** Creates an empty cache. */
  public ToolListCache(MeterRegistry meters) {
    meters.gauge("keyfold.tools.remembered", lists, ByteBoundedCache::size);
    meters.gauge("keyfold.tools.remembered.size", lists, ByteBoundedCache::bytes);
    Gauge.builder("keyfold.tools.remembered.capacity", () -> CAPACITY).register(meters);
  }

  /** Stores the tool list of a session provider; a very large list removes the entry instead. */
  public void remember(String sessionProviderId, List<McpSchema.Tool> tools) {
    List<String> written = new ArrayList<>();
    long size = OVERHEAD_BYTES;
    for (McpSchema.Tool tool : tools) {
      String json = write(tool);
      written.add(json);
      size += OVERHEAD_BYTES + (long) Character.BYTES * json.length();
      if (size > LARGEST) {
        lists.remove(sessionProviderId);
        return;
      }
    }
    lists.put(sessionProviderId, written, (int) size);
  }

  /** {@return the last tool list of the session provider} */
  public Optional<List<McpSchema.Tool>> recall(String sessionProviderId) {
    return lists.find(sessionProviderId).map(list -> list.stream().map(ToolListCache::read).toList());
  }

  private static String write(McpSchema.Tool tool) {
    return ProviderJson.mapper().writeValueAsString(tool);
  }

  private static McpSchema.Tool read(String json) {
    return ProviderJson.mapper().readValue(json, McpSchema.Tool.class);
  }
}
