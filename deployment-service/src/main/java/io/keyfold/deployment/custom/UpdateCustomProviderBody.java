package io.keyfold.deployment.custom;

import io.keyfold.deployment.definition.MethodDefinition;
import io.keyfold.deployment.definition.ToolDefinition;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.platform.web.PatchField;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Request to publish a new version of a custom provider; omitted fields keep their value.
 *
 * @param name display name
 * @param description description for users
 * @param mcpUrl its MCP endpoint
 * @param imageUrl URL of its image
 * @param metadata metadata of the caller, replaced as a whole
 * @param authMethods all auth methods
 * @param tools all declared tools
 * @param configSchema JSON Schema of its settings, replaced as a whole; null: it has none
 * @param limits limits of its calls, replaced as a whole; null: the operator's
 */
record UpdateCustomProviderBody(
  PatchField<String> name,
  PatchField<String> description,
  PatchField<String> mcpUrl,
  PatchField<String> imageUrl,
  PatchField<JsonNode> metadata,
  PatchField<List<MethodDefinition>> authMethods,
  PatchField<List<ToolDefinition>> tools,
  PatchField<JsonNode> configSchema,
  PatchField<CallLimits> limits
) {}
