package io.keyfold.deployment.custom;

import io.keyfold.deployment.definition.MethodDefinition;
import io.keyfold.deployment.definition.ToolDefinition;
import io.keyfold.platform.web.PatchField;
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
  PatchField<String> name,
  PatchField<String> description,
  PatchField<String> mcpUrl,
  PatchField<String> imageUrl,
  PatchField<JsonNode> metadata,
  PatchField<List<MethodDefinition>> authMethods,
  PatchField<List<ToolDefinition>> tools
) {}
