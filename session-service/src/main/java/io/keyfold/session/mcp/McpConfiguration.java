package io.keyfold.session.mcp;

import io.keyfold.platform.access.ApiKeys;
import io.keyfold.platform.web.AllowedOrigins;
import io.keyfold.session.calls.RetryOnRefusal;
import io.keyfold.session.calls.ToolCalls;
import io.keyfold.session.calls.ToolListCache;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.secrets.SecretAccess;
import io.keyfold.session.sessions.OpenSessions;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Configures the MCP endpoint. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(McpAccessProperties.class)
class McpConfiguration {

  @Bean
  McpAccess mcpAccess(ApiKeys keys, SecretAccess secrets, OpenSessions sessions, McpAccessProperties properties) {
    return new McpAccess(keys, secrets, sessions, properties);
  }

  @Bean
  McpOrigins mcpOrigins(AllowedOrigins origins) {
    return new McpOrigins(origins);
  }

  @Bean
  McpMethods mcpMethods(
    OpenSessions sessions,
    Catalogue catalogue,
    Resolver resolver,
    RetryOnRefusal servers,
    ToolListCache memory,
    ToolCalls calls,
    JsonMapper json
  ) {
    SessionTools tools = new SessionTools(sessions, resolver, servers, memory, json);
    return new McpMethods(sessions, catalogue, tools, calls, json);
  }
}
