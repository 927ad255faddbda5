package io.keyfold.platform.toolcall;

import io.keyfold.platform.web.JsonSchemaBody;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The called tool, as far as it is known: a live MCP server may have tools that no catalogue lists.
 *
 * @param object always {@code provider.tool}
 */
public record CalledToolBody(
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
  String providerId
) {
  /**
   * Known effects of the called tool.
   *
   * @param destructive whether it may perform destructive updates; null if not known
   * @param readOnly whether it only reads; null if not known
   */
  public record Tags(@Nullable Boolean destructive, @Nullable Boolean readOnly) {}

  /**
   * {@return a called tool}
   *
   * @param providerId the provider
   * @param key key of the tool at the provider
   * @param known the declared tool with this key, if any
   */
  public static CalledToolBody of(String providerId, String key, Optional<KnownTool> known) {
    return known
      .map(tool ->
        new CalledToolBody(
          "provider.tool",
          tool.id(),
          key,
          tool.name(),
          tool.description(),
          Map.of(),
          List.of(),
          List.of(),
          JsonSchemaBody.of(tool.inputSchema()),
          null,
          new Tags(tool.destructive(), tool.readOnly()),
          providerId
        )
      )
      .orElseGet(() ->
        new CalledToolBody(
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
