package io.keyfold.session.catalogue;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider as of one version.
 *
 * @param id its id
 * @param version version of the event that published it
 * @param versionId id of this version of it
 * @param name name for people
 * @param mcpUrl its MCP endpoint
 * @param methods ways to authenticate; empty if none is needed
 * @param tools tools that are known beforehand
 */
public record PublishedProvider(
  String id,
  long version,
  String versionId,
  String name,
  String mcpUrl,
  List<Method> methods,
  List<KnownTool> tools
) {
  /** Where the current version of a provider is kept. */
  public static final Kind<PublishedProvider> CURRENT = new Kind<>("provider", PublishedProvider.class);

  /** Where every version of a provider is kept, by the version's id. */
  public static final Kind<PublishedProvider> VERSIONS = new Kind<>("provider_version", PublishedProvider.class);

  /** Copies the lists. */
  public PublishedProvider {
    methods = List.copyOf(methods);
    tools = List.copyOf(tools);
  }

  /** {@return where the current version of a provider is kept} */
  public static Key<PublishedProvider> current(TenantId owner, String id) {
    return new Key<>(owner, CURRENT, id);
  }

  /** {@return where a version of a provider is kept} */
  public static Key<PublishedProvider> version(TenantId owner, String versionId) {
    return new Key<>(owner, VERSIONS, versionId);
  }

  /** {@return the auth method of this id} */
  public Optional<Method> method(String methodId) {
    return methods
      .stream()
      .filter(method -> method.id().equals(methodId))
      .findFirst();
  }

  /** {@return the tool of this key, if it is known beforehand} */
  public Optional<KnownTool> tool(String key) {
    return tools
      .stream()
      .filter(tool -> tool.key().equals(key))
      .findFirst();
  }

  /**
   * One way to authenticate.
   *
   * @param id its id
   * @param key its key within the provider
   * @param injections how the credential goes into a call
   * @param valueSchema JSON Schema of the credential's value; it says which properties are no secrets
   */
  public record Method(String id, String key, List<Injection> injections, @Nullable String valueSchema) {
    /** Copies the injections. */
    public Method {
      injections = List.copyOf(injections);
    }
  }

  /**
   * A tool that is known beforehand.
   *
   * @param id its id
   * @param key its name at the provider
   * @param name name for people
   * @param description description for people
   * @param inputSchema JSON Schema of its input
   * @param readOnly whether it only reads
   * @param destructive whether it may destroy
   */
  public record KnownTool(
    String id,
    String key,
    String name,
    @Nullable String description,
    @Nullable String inputSchema,
    @Nullable Boolean readOnly,
    @Nullable Boolean destructive
  ) {}
}
