package io.keyfold.session.calls;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.session.catalogue.PublishedProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tool on the wire, as far as it is known: a live MCP server may have tools that no catalogue lists.
 *
 * @param object always {@code provider.tool}
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
  @Nullable Schema inputSchema,
  @Nullable Schema outputSchema,
  @Nullable Tags tags,
  String providerId
) {
  record Tags(@Nullable Boolean destructive, @Nullable Boolean readOnly) {}

  record Schema(String type, @JsonRawValue String schema) {}

  static ToolBody of(String providerId, String key, Optional<PublishedProvider.KnownTool> known) {
    return known
      .map(tool ->
        new ToolBody(
          "provider.tool",
          tool.id(),
          key,
          tool.name(),
          tool.description(),
          Map.of(),
          List.of(),
          List.of(),
          tool.inputSchema() == null ? null : new Schema("json_schema", tool.inputSchema()),
          null,
          new Tags(tool.destructive(), tool.readOnly()),
          providerId
        )
      )
      .orElseGet(() ->
        new ToolBody(
          "provider.tool",
          providerId + "/" + key,
          key,
          key,
          null,
          Map.of(),
          List.of(),
          List.of(),
          null,
          null,
          null,
          providerId
        )
      );
  }
}
