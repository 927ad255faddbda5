package io.keyfold.ledger.exports;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.ledger.deployments.Directory;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Names and metadata at the revisions of an export. For one thread. */
final class FocusNames {

  private static final int CACHED = 1_000;

  private final TenantId tenant;
  private final ExportSpec spec;
  private final Directory directory;
  private final @Nullable String tenantName;
  private final Cache<String, Deployment> deployments = Caffeine.newBuilder().maximumSize(CACHED).build();
  private final Cache<String, String> providers = Caffeine.newBuilder().maximumSize(CACHED).build();

  /**
   * A deployment.
   *
   * @param name display name; null if there is none
   * @param tags its metadata as a JSON object; null if there are none
   */
  record Deployment(@Nullable String name, @Nullable String tags) {}

  /** Reads from the view of deployments and tenants. */
  FocusNames(TenantId tenant, ExportSpec spec, State deployments) {
    this.tenant = tenant;
    this.spec = spec;
    this.directory = new Directory(deployments);
    this.tenantName = deployments.find(Tenant.key(tenant)).map(Tenant::name).orElse(null);
  }

  String tenantId() {
    return tenant.value();
  }

  @Nullable
  String tenantName() {
    return tenantName;
  }

  Deployment deployment(String id) {
    return deployments.get(id, key ->
      directory
        .at(tenant, key, spec.directoryRevision())
        .map(entry -> new Deployment(entry.name(), tags(entry.metadata())))
        .orElseGet(() -> new Deployment(null, null))
    );
  }

  /** {@return the name of a provider: the tenant's own, or one of the platform's; its id if it is not known} */
  String provider(String id) {
    return providers.get(id, key -> {
      Optional<Directory.Entry> own = directory.at(tenant, key, spec.directoryRevision());
      return own
        .or(() -> directory.at(TenantId.PLATFORM, key, spec.platformDirectoryRevision()))
        .map(Directory.Entry::name)
        .filter(name -> !name.isBlank())
        .orElse(key);
    });
  }

  /** Values of tags are no objects or arrays: those become texts. */
  private static @Nullable String tags(@Nullable String metadata) {
    if (metadata == null) {
      return null;
    }
    ObjectNode tags = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> one : JsonMapper.shared().readTree(metadata).properties()) {
      JsonNode value = one.getValue();
      if (value.isValueNode()) {
        tags.set(one.getKey(), value);
      } else {
        tags.put(one.getKey(), value.toString());
      }
    }
    return tags.isEmpty() ? null : JsonMapper.shared().writeValueAsString(tags);
  }
}
