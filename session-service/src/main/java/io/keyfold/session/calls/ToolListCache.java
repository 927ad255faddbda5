package io.keyfold.session.calls;

import io.keyfold.session.cache.ByteBoundedCache;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.upstream.McpServers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Caches the tool lists of session providers on this instance, most recent first, up to a size limit. Stored with
 * a known size, since a tenant's own provider may return very large lists.
 */
public final class ToolListCache {

  private static final long CAPACITY = 16 * 1024 * 1024;
  private static final long LARGEST = 1024 * 1024;

  /** Approximate overhead in bytes of a list, and of each tool in it. */
  private static final long OVERHEAD_BYTES = 1_024;

  /** Its bytes, and the names of its members as text. */
  private static final long MEMBERS_FACTOR = 2;

  private final ByteBoundedCache<List<McpServers.Item>> lists = new ByteBoundedCache<>(CAPACITY);

  /** Creates an empty cache. */
  public ToolListCache(MeterRegistry meters) {
    meters.gauge("keyfold.tools.remembered", lists, ByteBoundedCache::size);
    meters.gauge("keyfold.tools.remembered.size", lists, ByteBoundedCache::bytes);
    Gauge.builder("keyfold.tools.remembered.capacity", () -> CAPACITY).register(meters);
  }

  /** Stores the tool list of a session provider; a very large list removes the entry instead. */
  public void remember(String sessionProviderId, List<McpServers.Item> tools) {
    List<McpServers.Item> kept = new ArrayList<>();
    long size = OVERHEAD_BYTES;
    for (McpServers.Item tool : tools) {
      // A copy of its own bytes: the item's are part of the whole response.
      RawJson json = tool.json().json();
      kept.add(new McpServers.Item(tool.name(), json.object().orElseThrow()));
      size += OVERHEAD_BYTES + (long) json.size() * MEMBERS_FACTOR;
      if (size > LARGEST) {
        lists.remove(sessionProviderId);
        return;
      }
    }
    lists.put(sessionProviderId, kept, (int) size);
  }

  /**
   * {@return whether the provider says that the tool may be called twice without harm}
   *
   * @see <a href="https://modelcontextprotocol.io/specification/2025-11-25/schema#toolannotations">ToolAnnotations</a>
   */
  public boolean mayRepeat(String sessionProviderId, String tool) {
    return recall(sessionProviderId)
      .stream()
      .flatMap(List::stream)
      .filter(item -> item.name().equals(tool))
      .map(item -> item.json().object("annotations"))
      .anyMatch(hints -> isTrue(hints, "readOnlyHint") || isTrue(hints, "idempotentHint"));
  }

  private static boolean isTrue(RawObject hints, String name) {
    return hints.find(name).filter(RawJson::isTrue).isPresent();
  }

  /** {@return the last tool list of the session provider} */
  public Optional<List<McpServers.Item>> recall(String sessionProviderId) {
    return lists.find(sessionProviderId);
  }
}
