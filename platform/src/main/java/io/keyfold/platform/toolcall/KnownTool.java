package io.keyfold.platform.toolcall;

import io.keyfold.schema.ProviderTool;
import org.jspecify.annotations.Nullable;

/**
 * A tool that a provider declares in advance.
 *
 * @param id its id
 * @param key its name at the provider
 * @param name display name
 * @param description description for users
 * @param inputSchema JSON Schema of its input
 * @param readOnly whether it only reads
 * @param destructive whether it may perform destructive updates
 */
public record KnownTool(
  String id,
  String key,
  String name,
  @Nullable String description,
  @Nullable String inputSchema,
  @Nullable Boolean readOnly,
  @Nullable Boolean destructive
) {
  /** {@return a tool of a published provider} */
  public static KnownTool of(ProviderTool tool) {
    return new KnownTool(
      tool.getId(),
      tool.getKey(),
      tool.getName(),
      tool.getDescription(),
      tool.getInputSchema(),
      tool.getReadOnly(),
      tool.getDestructive()
    );
  }
}
