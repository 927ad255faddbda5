package io.keyfold.deployment.read;

import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.platform.web.JsonSchemaBody;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A tool.
 *
 * @param object always {@code provider.tool}
 * @param tags null if nothing is known
 */
record ToolBody(
  String object,
  String id,
  String key,
  String name,
  @Nullable String description,
  Map<String, Object> capabilities,
  List<String> constraints,
  List<String> instructions,
  @Nullable JsonSchemaBody inputSchema,
  @Nullable JsonSchemaBody outputSchema,
  @Nullable Tags tags,
  String specificationId,
  String providerId,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * Known effects of a tool.
   *
   * @param destructive whether it may perform destructive updates; null if not known
   * @param readOnly whether it only reads; null if not known
   */
  record Tags(@Nullable Boolean destructive, @Nullable Boolean readOnly) {}

  static ToolBody of(ProviderVersion version, Provider.Tool tool) {
    boolean tagged = tool.destructive() != null || tool.readOnly() != null;
    return new ToolBody(
      "provider.tool",
      tool.id(),
      tool.key(),
      tool.name(),
      tool.description(),
      Map.of(),
      List.of(),
      List.of(),
      JsonSchemaBody.of(tool.inputSchema()),
      null,
      tagged ? new Tags(tool.destructive(), tool.readOnly()) : null,
      version.provider().specificationId(),
      version.provider().id(),
      version.createdAt(),
      version.createdAt()
    );
  }
}
