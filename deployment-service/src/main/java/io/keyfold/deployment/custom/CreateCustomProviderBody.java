package io.keyfold.deployment.custom;

import io.keyfold.deployment.definition.MethodDefinition;
import io.keyfold.deployment.definition.ToolDefinition;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to create a provider of its own.
 *
 * @param name for people
 * @param description for people
 * @param mcpUrl its MCP endpoint
 * @param imageUrl its picture
 * @param metadata the caller's
 * @param authMethods ways to authenticate; none if absent
 * @param tools tools known beforehand; none if absent
 */
record CreateCustomProviderBody(
  String name,
  @Nullable String description,
  String mcpUrl,
  @Nullable String imageUrl,
  @Nullable JsonNode metadata,
  @Nullable List<MethodDefinition> authMethods,
  @Nullable List<ToolDefinition> tools
) {}
