package io.keyfold.session.mcp;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * MCP endpoints.
 *
 * @param keyInQuery whether a session secret is also accepted in the query parameters {@code key} and {@code token}; API
 *     keys never are
 * @param instanceUrl URL at which the other instances of session-service reach this one; by default its address and port
 */
@Validated
@ConfigurationProperties("keyfold.mcp")
public record McpProperties(
  @DefaultValue("true") boolean keyInQuery,
  @Nullable @Pattern(regexp = "https?://[^/?#]+") String instanceUrl
) {}
