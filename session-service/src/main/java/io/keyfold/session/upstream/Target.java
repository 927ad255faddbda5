package io.keyfold.session.upstream;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.resolve.Resolved;

/**
 * The target of a call.
 *
 * @param tenant the tenant
 * @param sessionProviderId the session's provider; sessions do not share connections, since a provider may keep state
 *     per connection
 * @param resolved deployment, provider and credential
 */
public record Target(TenantId tenant, String sessionProviderId, Resolved resolved) {}
