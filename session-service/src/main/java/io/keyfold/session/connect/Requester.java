package io.keyfold.session.connect;

import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.session.sessions.Session;

/**
 * Whose call needs a connection.
 *
 * @param tenant the session's tenant
 * @param actor the caller
 * @param requestId id of the HTTP request
 * @param session the session, which is open
 * @param base base of Keyfold's absolute URLs for the caller, without a trailing slash
 */
public record Requester(TenantId tenant, Actor actor, String requestId, Session session, String base) {}
