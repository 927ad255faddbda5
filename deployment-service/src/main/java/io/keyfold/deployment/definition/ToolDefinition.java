package io.keyfold.deployment.definition;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Definition of a tool that is declared in advance.
 *
 * @param key its name at the provider
 * @param name display name; by default the key
 * @param description description for users
 * @param inputSchema JSON Schema of its input
 * @param readOnly whether it only reads
 * @param destructive whether it may perform destructive updates
 */
public record ToolDefinition(
  String key,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode inputSchema,
  @Nullable Boolean readOnly,
  @Nullable Boolean destructive
) {}
