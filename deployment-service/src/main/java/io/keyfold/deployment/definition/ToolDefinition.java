package io.keyfold.deployment.definition;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A tool that is known beforehand, as people write it.
 *
 * @param key its name at the provider
 * @param name for people; the key if absent
 * @param description for people
 * @param inputSchema JSON Schema of its input
 * @param readOnly whether it only reads
 * @param destructive whether it may destroy
 */
public record ToolDefinition(
  String key,
  @Nullable String name,
  @Nullable String description,
  @Nullable JsonNode inputSchema,
  @Nullable Boolean readOnly,
  @Nullable Boolean destructive
) {}
