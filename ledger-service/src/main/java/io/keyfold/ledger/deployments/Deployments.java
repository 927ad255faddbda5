package io.keyfold.ledger.deployments;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.toolcall.KnownTool;
import io.keyfold.platform.web.JsonText;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a tenant's deployments from this instance's view. */
public final class Deployments {

  /** Maximum number of deployments of a tenant whose usage can be grouped by metadata in one query. */
  static final int MAX = 50_000;

  private final State view;

  /** Creates a reader of the view, which {@link DeploymentsFold} folds. */
  public Deployments(State view) {
    this.view = view;
  }

  /**
   * {@return the values of these keys} Reads from disk.
   *
   * @param only these deployments; all of the tenant's if empty
   * @throws ApiException {@code bad_request} if the tenant has too many deployments
   */
  public DeploymentMetadata metadata(TenantId tenant, Set<String> keys, Collection<String> only) {
    DeploymentMetadata metadata = DeploymentMetadata.ofKeys(keys);
    if (!only.isEmpty()) {
      only.forEach(id ->
        view
          .find(Deployment.key(tenant, id))
          .ifPresent(found -> metadata.add(found.id(), values(keys, found.metadata())))
      );
      return metadata;
    }
    view.scan(Scan.all(tenant, Deployment.KIND), (id, found) -> {
      requireFew(metadata);
      metadata.add(found.id(), values(keys, found.metadata()));
      return true;
    });
    return metadata;
  }

  /**
   * {@return the values of these keys at a revision of the tenant's {@link Directory}} Reads from disk.
   *
   * @throws ApiException {@code bad_request} if the tenant has too many deployments
   */
  public DeploymentMetadata metadata(TenantId tenant, Set<String> keys, long revision) {
    DeploymentMetadata metadata = DeploymentMetadata.ofKeys(keys);
    new Directory(view).each(tenant, revision, (id, entry) -> {
      requireFew(metadata);
      metadata.add(id, values(keys, entry.metadata()));
      return true;
    });
    return metadata;
  }

  private static void requireFew(DeploymentMetadata metadata) {
    if (metadata.ids().size() == MAX) {
      throw ApiException.of(
        ErrorCode.BAD_REQUEST,
        "More than " + MAX + " deployments have metadata",
        "Name deployments in provider_deployment_id"
      );
    }
  }

  /** {@return the tool that a deployment's provider declares under the key} */
  public Optional<KnownTool> tool(TenantId tenant, String deploymentId, String key) {
    // A tenant sees its own providers and the shipped ones only.
    return view
      .find(Deployment.key(tenant, deploymentId))
      .flatMap(deployment -> tools(tenant, deployment).or(() -> tools(TenantId.PLATFORM, deployment)))
      .flatMap(tools -> tools.tool(key));
  }

  private Optional<ProviderTools> tools(TenantId owner, Deployment deployment) {
    String locked = deployment.lockedVersionId();
    return locked == null
      ? view.find(ProviderTools.current(owner, deployment.providerId()))
      : view
          .find(ProviderTools.version(owner, locked))
          .filter(tools -> tools.providerId().equals(deployment.providerId()));
  }

  private static Map<String, @Nullable String> values(Set<String> keys, @Nullable String metadata) {
    Map<String, @Nullable String> values = new HashMap<>();
    if (metadata != null) {
      JsonNode object = JsonMapper.shared().readTree(metadata);
      for (String key : keys) {
        String value = JsonText.member(object, key);
        if (value != null) {
          values.put(key, value);
        }
      }
    }
    return values;
  }
}
