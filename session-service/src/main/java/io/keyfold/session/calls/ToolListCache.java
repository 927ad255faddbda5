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
 * What the providers of sessions last listed, on this instance: the ones that listed last, up to a bound. Kept as JSON, of which
 * it is known how much it takes: a tenant's own provider may list very much.
 */
public final class ToolListCache {

  private static final long CAPACITY = 16 * 1024 * 1024;
  private static final long LARGEST = 1024 * 1024;

  /** About what a list, or a tool in it, takes beside the JSON. */
  private static final long EACH = 256;

  private final ByteBoundedCache<List<String>> lists = new ByteBoundedCache<>(CAPACITY);

  /** Remembers nothing yet. */
  public ToolListCache(MeterRegistry meters) {
    meters.gauge("keyfold.tools.remembered", lists, ByteBoundedCache::size);
    meters.gauge("keyfold.tools.remembered.size", lists, ByteBoundedCache::bytes);
    Gauge.builder("keyfold.tools.remembered.capacity", () -> CAPACITY).register(meters);
  }

  /** Keeps what a session's provider listed, unless it is very large: then nothing is kept of the provider. */
  public void remember(String sessionProviderId, List<McpSchema.Tool> tools) {
    List<String> written = new ArrayList<>();
    long size = EACH;
    for (McpSchema.Tool tool : tools) {
      String json = write(tool);
      written.add(json);
      size += EACH + (long) Character.BYTES * json.length();
      if (size > LARGEST) {
        lists.remove(sessionProviderId);
        return;
      }
    }
    lists.put(sessionProviderId, written, (int) size);
  }

  /** {@return what the session's provider last listed} */
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
