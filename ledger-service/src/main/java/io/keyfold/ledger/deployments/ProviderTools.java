package io.keyfold.ledger.deployments;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolcall.KnownTool;
import java.util.List;
import java.util.Optional;

/**
 * The tools that a version of a provider declares.
 *
 * @param providerId the provider
 * @param version version of the event that published it
 * @param tools the tools
 */
public record ProviderTools(String providerId, long version, List<KnownTool> tools) implements Versioned {
  private static final Kind<ProviderTools> CURRENT = new Kind<>("provider_tools", ProviderTools.class);
  private static final Kind<ProviderTools> VERSIONS = new Kind<>("provider_version_tools", ProviderTools.class);

  /** Copies the tools. */
  public ProviderTools {
    tools = List.copyOf(tools);
  }

  static Key<ProviderTools> current(TenantId owner, String providerId) {
    return new Key<>(owner, CURRENT, providerId);
  }

  static Key<ProviderTools> version(TenantId owner, String versionId) {
    return new Key<>(owner, VERSIONS, versionId);
  }

  Optional<KnownTool> tool(String key) {
    return tools
      .stream()
      .filter(tool -> tool.key().equals(key))
      .findFirst();
  }
}
