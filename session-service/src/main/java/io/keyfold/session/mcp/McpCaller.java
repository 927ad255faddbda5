package io.keyfold.session.mcp;

import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.session.connect.Requester;
import io.keyfold.session.sessions.Session;
import org.jspecify.annotations.Nullable;

/**
 * The authenticated caller of a session's MCP endpoint.
 *
 * @param tenant the session's tenant
 * @param actor an API key, or the session itself if its client secret was used
 * @param secretId the session secret that was presented; null for an API key
 * @param requestId id of the HTTP request
 * @param session the session, which is open
 * @param base base of Keyfold's absolute URLs for the caller, without a trailing slash
 */
record McpCaller(
  TenantId tenant,
  Actor actor,
  @Nullable String secretId,
  String requestId,
  Session session,
  String base
) {
  /** {@return the caller as one whose session may need connections} */
  Requester requester() {
    return new Requester(tenant, actor, requestId, session, base);
  }
}
