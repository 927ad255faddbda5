package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Api;

/**
 * A tenant that the load uses. Each tenant's commands are decided by one task per service, which can stall on its own.
 *
 * @param name unique within the suite
 * @param api client with the tenant's API key
 * @param deployment whose tools are called and whose credential is resolved
 * @param session a session with that deployment
 * @param tool the tool's name in the session
 */
public record Tenant(String name, Api api, String deployment, String session, String tool) {}
