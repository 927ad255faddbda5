package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.ToolName;
import java.util.Map;

/**
 * A tool call that is asked for.
 *
 * @param tenant the session's tenant
 * @param actor who asks
 * @param requestId id of the HTTP request
 * @param session the session, which is open
 * @param tool the tool's name in the session
 * @param input what the tool gets
 */
public record CallRequest(
  TenantId tenant,
  Actor actor,
  String requestId,
  Session session,
  ToolName tool,
  Map<String, Object> input
) {
  /** Without the input: it is the caller's business. */
  @Override
  public String toString() {
    return "CallRequest[" + session.id() + ", " + tool.wire() + "]";
  }
}
