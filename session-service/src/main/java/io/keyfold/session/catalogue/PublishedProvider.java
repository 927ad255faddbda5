package io.keyfold.session.catalogue;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolcall.KnownTool;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a provider.
 *
 * @param id id of the provider
 * @param version version of the event that published it
 * @param versionId id of this provider version
 * @param name display name
 * @param mcpUrl its MCP endpoint
 * @param methods auth methods; empty if none is needed
 * @param tools tools that are declared in advance
 * @param configSchema JSON Schema of its settings; null if it has none. The MCP endpoint is then a template
 * @param limits limits of its calls; null if it has none of its own
 */
public record PublishedProvider(
  String id,
  long version,
  String versionId,
  String name,
  String mcpUrl,
  List<Method> methods,
  List<KnownTool> tools,
  @Nullable String configSchema,
  @Nullable CallLimits limits
) implements Versioned {
  /** State kind of current provider versions. */
  public static final Kind<PublishedProvider> CURRENT = new Kind<>("provider", PublishedProvider.class);

  /** State kind of all provider versions, by version id. */
  public static final Kind<PublishedProvider> VERSIONS = new Kind<>("provider_version", PublishedProvider.class);

  /** Copies the lists. */
  public PublishedProvider {
    methods = List.copyOf(methods);
    tools = List.copyOf(tools);
  }

  /** {@return the key of a provider's current version} */
  public static Key<PublishedProvider> current(TenantId owner, String id) {
    return new Key<>(owner, CURRENT, id);
  }

  /** {@return the key of a provider version} */
  public static Key<PublishedProvider> version(TenantId owner, String versionId) {
    return new Key<>(owner, VERSIONS, versionId);
  }

  /** {@return the same with another MCP endpoint} */
  public PublishedProvider at(String otherUrl) {
    return new PublishedProvider(id, version, versionId, name, otherUrl, methods, tools, configSchema, limits);
  }

  /** {@return the auth method with this id} */
  public Optional<Method> method(String methodId) {
    return methods
      .stream()
      .filter(method -> method.id().equals(methodId))
      .findFirst();
  }

  /** {@return the declared tool with this key, if any} */
  public Optional<KnownTool> tool(String key) {
    return tools
      .stream()
      .filter(tool -> tool.key().equals(key))
      .findFirst();
  }

  /**
   * An auth method.
   *
   * @param id its id
   * @param key its key within the provider
   * @param injections how the credential is injected into a call
   * @param valueSchema JSON Schema of the credential's value, which marks the properties that are not secret
   * @param setUpByUsers whether a user can set it up on a page, by consent or by typing a credential
   */
  public record Method(
    String id,
    String key,
    List<Injection> injections,
    @Nullable String valueSchema,
    boolean setUpByUsers
  ) {
    /** Copies the injections. */
    public Method {
      injections = List.copyOf(injections);
    }
  }
}
