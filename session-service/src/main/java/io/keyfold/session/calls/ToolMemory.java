package io.keyfold.session.calls;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the providers of sessions last listed, on this instance: the ones that listed last, up to a bound. */
public final class ToolMemory {

  private static final int LIMIT = 500;

  private final Map<String, List<McpSchema.Tool>> lists = new LinkedHashMap<>();

  /** Keeps what a session's provider listed. */
  public synchronized void remember(String sessionProviderId, List<McpSchema.Tool> tools) {
    lists.remove(sessionProviderId);
    if (lists.size() >= LIMIT) {
      var eldest = lists.keySet().iterator();
      eldest.next();
      eldest.remove();
    }
    lists.put(sessionProviderId, List.copyOf(tools));
  }

  /** {@return what the session's provider last listed} */
  public synchronized Optional<List<McpSchema.Tool>> recall(String sessionProviderId) {
    return Optional.ofNullable(lists.get(sessionProviderId));
  }

  /** {@return how many lists are kept} */
  public synchronized int size() {
    return lists.size();
  }
}
