package io.keyfold.session.mcp;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * The MCP endpoint.
 *
 * @param instanceUrl URL at which the other instances of session-service reach this one; by default its address and port
 */
@Validated
@ConfigurationProperties("keyfold.mcp")
record McpProperties(@Nullable @Pattern(regexp = "https?://[^/?#]+") String instanceUrl) {}
