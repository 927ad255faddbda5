package io.keyfold.session.upstream;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.resolve.Resolved;

/**
 * Whom to call, and as whom.
 *
 * @param tenant the tenant
 * @param sessionProviderId the session's provider: sessions do not share a connection, as a provider may keep state by it
 * @param resolved deployment, provider and credential
 */
public record Target(TenantId tenant, String sessionProviderId, Resolved resolved) {}
