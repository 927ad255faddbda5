package io.keyfold.deployment;

import io.keyfold.deployment.commands.ArchiveDeployment;
import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.commands.PublishProvider;
import io.keyfold.deployment.commands.RevokeApiKey;
import io.keyfold.deployment.commands.UpdateDeployment;
import io.keyfold.deployment.decide.DeploymentDecider;
import io.keyfold.deployment.deployments.Deployments;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderAvro;
import io.keyfold.deployment.provider.ProviderVersions;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.tenant.TenantIndex;
import io.keyfold.platform.access.AccessFold;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.ProviderAccess;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Commands and logs for tests. */
public final class Given {

  public static final TenantId ACME = new TenantId("tnt_acme");
  public static final TenantId GLOBEX = new TenantId("tnt_globex");
  public static final Instant NOON = Instant.parse("2026-01-02T12:00:00.123456Z");
  public static final List<Fold<DeploymentEvent>> FOLDS = List.of(
    new AccessFold(),
    new TenantIndex(),
    new Providers(),
    new Deployments()
  );

  private Given() {}

  public static InMemoryLog<DeploymentCommand, DeploymentEvent> log() {
    return new InMemoryLog<>(DeploymentCommand.class, new DeploymentDecider(), FOLDS);
  }

  public static CommandMeta meta(TenantId tenant, String objectId) {
    return meta(tenant, objectId, null);
  }

  public static CommandMeta meta(TenantId tenant, String objectId, @Nullable Long expectedVersion) {
    return CommandMeta.newBuilder()
      .setCommandId(UUID.randomUUID())
      .setTenantId(tenant.value())
      .setObjectId(objectId)
      .setIssuedAt(NOON)
      .setActor(new Actor(ActorType.API_KEY, "apk_test"))
      .setRequestId("req_test")
      .setExpectedVersion(expectedVersion)
      .build();
  }

  public static CreateTenant createTenant(TenantId tenant) {
    return new CreateTenant(meta(tenant, tenant.value()), "Tenant " + tenant);
  }

  public static CreateApiKey createApiKey(TenantId tenant, String id, String sha256, List<String> scopes) {
    return CreateApiKey.newBuilder()
      .setMeta(meta(tenant, id))
      .setKeySha256(sha256)
      .setRedacted("kf_s...abcd")
      .setScopes(scopes)
      .setName("key")
      .build();
  }

  public static RevokeApiKey revokeApiKey(TenantId tenant, String id, @Nullable Long expectedVersion) {
    return new RevokeApiKey(meta(tenant, id, expectedVersion));
  }

  public static PublishProvider publish(TenantId owner, Provider provider, @Nullable Long expectedVersion) {
    return new PublishProvider(meta(owner, provider.id(), expectedVersion), ProviderAvro.toAvro(provider));
  }

  public static CreateDeployment createDeployment(TenantId tenant, String id) {
    return CreateDeployment.newBuilder()
      .setMeta(meta(tenant, id))
      .setProviderId("prv_exa")
      .setName("Acme")
      .setMetadata("{\"customer\":\"acme\"}")
      .build();
  }

  public static CreateDeployment createDeployment(TenantId tenant, String id, @Nullable CallLimits limits) {
    return CreateDeployment.newBuilder(createDeployment(tenant, id)).setLimits(CallLimits.toAvro(limits)).build();
  }

  /** Replaces the limits; null removes them. */
  public static UpdateDeployment limitDeployment(TenantId tenant, String id, @Nullable CallLimits limits) {
    return UpdateDeployment.newBuilder(updateDeployment(tenant, id, "Acme", null))
      .setLimits(CallLimits.explicit(limits))
      .build();
  }

  public static UpdateDeployment updateDeployment(TenantId tenant, String id, String name, @Nullable Long expected) {
    return UpdateDeployment.newBuilder()
      .setMeta(meta(tenant, id, expected))
      .setName(name)
      .build();
  }

  public static ArchiveDeployment archiveDeployment(TenantId tenant, String id, @Nullable Long expected) {
    return new ArchiveDeployment(meta(tenant, id, expected));
  }

  public static Provider provider(String id, String name) {
    return provider(id, name, null);
  }

  public static Provider provider(String id, String name, @Nullable CallLimits limits) {
    return ProviderVersions.stamp(
      new Provider(
        id,
        "",
        "slug",
        name,
        null,
        ProviderAccess.PUBLIC,
        "Publisher",
        null,
        "https://mcp.example.com/mcp",
        List.of(),
        List.of(),
        null,
        null,
        limits
      )
    );
  }
}
