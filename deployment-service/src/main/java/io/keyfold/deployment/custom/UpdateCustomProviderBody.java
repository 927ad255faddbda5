package io.keyfold.deployment.custom;

import io.keyfold.deployment.definition.MethodDefinition;
import io.keyfold.deployment.definition.ToolDefinition;
import io.keyfold.platform.web.Sent;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to publish a new version of its provider; what is left out stays.
 *
 * @param name for people
 * @param description for people
 * @param mcpUrl its MCP endpoint
 * @param imageUrl its picture
 * @param metadata the caller's, replaced as a whole
 * @param authMethods all ways to authenticate
 * @param tools all tools known beforehand
 */
record UpdateCustomProviderBody(
  Sent<String> name,
  Sent<String> description,
  Sent<String> mcpUrl,
  Sent<String> imageUrl,
  Sent<JsonNode> metadata,
  Sent<List<MethodDefinition>> authMethods,
  Sent<List<ToolDefinition>> tools
) {}
