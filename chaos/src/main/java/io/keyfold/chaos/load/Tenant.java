package io.keyfold.chaos.load;

import io.keyfold.chaos.http.Api;

/**
 * A tenant of its own for the load: its writes are judged by one task, which can stand still alone.
 *
 * @param name unique within the suite
 * @param api the API with its key
 * @param deployment whose tools are called and whose credential is resolved
 * @param session a session with that deployment
 * @param tool the tool's name in the session
 */
public record Tenant(String name, Api api, String deployment, String session, String tool) {}
