package io.keyfold.benchmarks.objects;

import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.Sealed;
import java.time.Instant;
import java.util.UUID;

/** Creates the same commands as the services' HTTP controllers. */
final class Commands {

  /** The purpose of sealed values. */
  static final String PURPOSE = "auth_config.value";

  private static final Actor ACTOR = new Actor(ActorType.OPERATOR, "benchmark");
  private static final String PROVIDER = "prv_exa";
  private static final String METHOD = "pam_exa_api_key";

  private Commands() {}

  static CreateTenant tenant(TenantId tenant, Instant at) {
    return new CreateTenant(meta(tenant, tenant.value(), at), "Tenant of the benchmark");
  }

  static CreateDeployment deployment(TenantId tenant, String id, Instant at) {
    return CreateDeployment.newBuilder()
      .setMeta(meta(tenant, id, at))
      .setProviderId(PROVIDER)
      .setName("Acme Exa")
      .setToolFilter(ToolFilter.ALLOW_ALL.toAvro())
      .build();
  }

  static CreateAuthConfig authConfig(TenantId tenant, String id, String deployment, Sealed value, Instant at) {
    return CreateAuthConfig.newBuilder()
      .setMeta(meta(tenant, id, at))
      .setProviderId(PROVIDER)
      .setProviderDeploymentId(deployment)
      .setAuthMethodId(METHOD)
      .setKind(CredentialKind.MANUAL)
      .setName("Acme Exa key")
      .setToolFilter(ToolFilter.ALLOW_ALL.toAvro())
      .setFieldsHint("[\"api_key\"]")
      .setValue(value)
      .build();
  }

  private static CommandMeta meta(TenantId tenant, String objectId, Instant at) {
    return CommandMeta.newBuilder()
      .setCommandId(UUID.randomUUID())
      .setTenantId(tenant.value())
      .setObjectId(objectId)
      .setIssuedAt(at)
      .setActor(ACTOR)
      .setRequestId(Ids.fresh("req_", at))
      .build();
  }
}
