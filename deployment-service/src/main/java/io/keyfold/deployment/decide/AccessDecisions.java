package io.keyfold.deployment.decide;

import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.deployment.commands.RevokeApiKey;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import java.util.Optional;

/** Decides commands on tenants and their API keys. */
final class AccessDecisions {

  private static final String TENANT = "tenant";
  private static final String API_KEY = "organization.api_key";

  private AccessDecisions() {}

  static Decision<DeploymentEvent> createTenant(CreateTenant command, State state) {
    if (state.find(Tenant.key(tenant(command.getMeta()))).isPresent()) {
      return Decision.reject(Guards.exists(TENANT));
    }
    return Decision.accept(new TenantCreated(EventMetas.of(command.getMeta(), 1), command.getName()));
  }

  static Decision<DeploymentEvent> createApiKey(CreateApiKey command, State state) {
    if (state.find(Tenant.key(tenant(command.getMeta()))).isEmpty()) {
      return Decision.reject(Guards.absent(TENANT));
    }
    if (apiKey(command.getMeta(), state).isPresent()) {
      return Decision.reject(Guards.exists(API_KEY));
    }
    return Decision.accept(
      ApiKeyCreated.newBuilder()
        .setMeta(EventMetas.of(command.getMeta(), 1))
        .setKeySha256(command.getKeySha256())
        .setRedacted(command.getRedacted())
        .setScopes(command.getScopes())
        .setName(command.getName())
        .setExpiresAt(command.getExpiresAt())
        .build()
    );
  }

  static Decision<DeploymentEvent> revokeApiKey(RevokeApiKey command, State state) {
    Optional<ApiKey> known = apiKey(command.getMeta(), state);
    if (known.isEmpty()) {
      return Decision.reject(Guards.absent(API_KEY));
    }
    if (known.get().revokedAt() != null) {
      return Decision.reject(Rejection.of(ErrorCode.GONE, "The API key is revoked"));
    }
    long version = known.get().version();
    return Guards.stale(command.getMeta(), version)
      .map(Decision::<DeploymentEvent>reject)
      .orElseGet(() ->
        Decision.accept(new ApiKeyRevoked(EventMetas.of(command.getMeta(), version + 1), known.get().sha256()))
      );
  }

  private static Optional<ApiKey> apiKey(CommandMeta meta, State state) {
    return state.find(ApiKey.key(tenant(meta), meta.getObjectId()));
  }

  private static TenantId tenant(CommandMeta meta) {
    return new TenantId(meta.getTenantId());
  }
}
