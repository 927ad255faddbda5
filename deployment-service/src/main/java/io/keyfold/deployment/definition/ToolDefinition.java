package io.keyfold.deployment.definition;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A declared tool as submitted or as in a catalogue file.
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
