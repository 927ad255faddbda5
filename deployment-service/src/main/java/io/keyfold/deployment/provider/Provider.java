package io.keyfold.deployment.provider;

import io.keyfold.schema.ProviderAccess;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a provider.
 *
 * @param id e.g. {@code prv_slack}
 * @param versionId derived from the content: equal content has an equal version id
 * @param slug short name
 * @param name display name
 * @param description description for users
 * @param access who can see it
 * @param publisher its publisher
 * @param imageUrl URL of its image
 * @param mcpUrl its MCP endpoint (streamable HTTP)
 * @param authMethods auth methods; empty if none is needed
 * @param tools tools that are declared in advance
 * @param metadata a JSON object
 * @param configSchema JSON Schema of its settings; null if it has none. The MCP endpoint is then a
 *     {@link io.keyfold.platform.url.UrlTemplate}
 * @param limits limits of its calls; null if it has none of its own
 */
public record Provider(
  String id,
  String versionId,
  String slug,
  String name,
  @Nullable String description,
  ProviderAccess access,
  String publisher,
  @Nullable String imageUrl,
  String mcpUrl,
  List<AuthMethod> authMethods,
  List<Tool> tools,
  @Nullable String metadata,
  @Nullable String configSchema,
  @Nullable CallLimits limits
) {
  /** Copies the lists. */
  public Provider {
    authMethods = List.copyOf(authMethods);
    tools = List.copyOf(tools);
  }

  /** {@return the auth method with the id} */
  public Optional<AuthMethod> authMethod(String id) {
    return authMethods
      .stream()
      .filter(method -> method.id().equals(id))
      .findFirst();
  }

  /** {@return the tool with the id} */
  public Optional<Tool> tool(String id) {
    return tools
      .stream()
      .filter(tool -> tool.id().equals(id))
      .findFirst();
  }

  /** {@return id of the version's specification} */
  public String specificationId() {
    return "psp_" + versionId.substring(versionId.indexOf('_') + 1);
  }

  /** {@return the same content with another version id} */
  Provider withVersionId(String other) {
    return new Provider(
      id,
      other,
      slug,
      name,
      description,
      access,
      publisher,
      imageUrl,
      mcpUrl,
      authMethods,
      tools,
      metadata,
      configSchema,
      limits
    );
  }

  /**
   * A declared tool of a provider.
   *
   * @param id e.g. {@code pto_exa_web_search_exa}
   * @param key its name at the provider
   * @param name display name
   * @param description description for users
   * @param inputSchema JSON Schema of its input
   * @param readOnly whether it only reads
   * @param destructive whether it may perform destructive updates
   */
  public record Tool(
    String id,
    String key,
    String name,
    @Nullable String description,
    @Nullable String inputSchema,
    @Nullable Boolean readOnly,
    @Nullable Boolean destructive
  ) {}
}
