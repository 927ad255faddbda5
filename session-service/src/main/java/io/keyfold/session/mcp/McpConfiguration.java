package io.keyfold.session.mcp;

import io.keyfold.platform.access.ApiKeys;
import io.keyfold.platform.web.AllowedOrigins;
import io.keyfold.session.calls.RetryOnRefusal;
import io.keyfold.session.calls.ToolCalls;
import io.keyfold.session.calls.ToolListCache;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** Configures the MCP endpoint. */
@Configuration(proxyBeanMethods = false)
class McpConfiguration {

  @Bean
  McpAccess mcpAccess(ApiKeys keys, OpenSessions sessions) {
    return new McpAccess(keys, sessions);
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
