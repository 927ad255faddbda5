package io.keyfold.session.mcp;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Access to MCP endpoints.
 *
 * @param keyInQuery whether a session secret is also accepted in the query parameters {@code key} and {@code token}; API
 *     keys never are
 */
@ConfigurationProperties("keyfold.mcp")
public record McpAccessProperties(@DefaultValue("true") boolean keyInQuery) {}
