package io.keyfold.deployment.custom;

import io.keyfold.deployment.definition.MethodDefinition;
import io.keyfold.deployment.definition.ToolDefinition;
import io.keyfold.deployment.provider.CallLimits;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to create a custom provider.
 *
 * @param name display name
 * @param description description for users
 * @param mcpUrl its MCP endpoint; may contain a placeholder for each setting, such as {@code {workspace}}
 * @param imageUrl URL of its image
 * @param metadata metadata of the caller
 * @param authMethods auth methods; none if absent
 * @param tools tools that are declared in advance; none if absent
 * @param configSchema JSON Schema of its settings; none if absent
 * @param limits limits of its calls; the operator's if absent
 */
record CreateCustomProviderBody(
  String name,
  @Nullable String description,
  String mcpUrl,
  @Nullable String imageUrl,
  @Nullable JsonNode metadata,
  @Nullable List<MethodDefinition> authMethods,
  @Nullable List<ToolDefinition> tools,
  @Nullable JsonNode configSchema,
  @Nullable CallLimits limits
) {}
