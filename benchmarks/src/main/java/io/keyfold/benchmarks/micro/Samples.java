package io.keyfold.benchmarks.micro;

import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.Injection;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.Provider;
import io.keyfold.schema.ProviderAccess;
import io.keyfold.schema.Sealed;
import io.keyfold.session.usage.Meter;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageRecorded;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Sample records of realistic size. */
final class Samples {

  /** The tenant of all records. */
  static final TenantId TENANT = new TenantId("tnt_benchmark");

  /** The purpose of sealed values. */
  static final String PURPOSE = "auth_config.value";

  private static final Instant AT = Instant.parse("2026-11-22T10:00:00.123456Z");
  private static final Actor ACTOR = new Actor(ActorType.API_KEY, "apk_0mb1xyz00aaaaaaaaaaaaa");
  private static final String REQUEST = "req_0mb1xyz00bbbbbbbbbbbbb";
  private static final String PROVIDER = "prv_exa";
  private static final String METHOD = "pam_exa_api_key";
  private static final int CIPHERTEXT_BYTES = 90;

  private Samples() {}

  static String deploymentId(int number) {
    return "pdp_0mb1xyz00%013d".formatted(number);
  }

  static String authConfigId(int number) {
    return "pac_0mb1xyz00%013d".formatted(number);
  }

  static CreateDeployment createDeployment(String id) {
    return CreateDeployment.newBuilder()
      .setMeta(commandMeta(id))
      .setProviderId(PROVIDER)
      .setName("Acme Corp Exa")
      .setMetadata("{\"customer\":\"acme\"}")
      .setToolFilter(ToolFilter.ALLOW_ALL.toAvro())
      .build();
  }

  static ProviderPublished provider() {
    AuthMethod method = AuthMethod.newBuilder()
      .setId(METHOD)
      .setKey("api_key")
      .setType(AuthMethodType.TOKEN)
      .setName("API key")
      .setInputSchema("{}")
      .setInjections(List.of(new Injection(InjectionPlace.HEADER, "x-api-key", "api_key", "")))
      .build();
    Provider provider = Provider.newBuilder()
      .setId(PROVIDER)
      .setVersionId("pve_exa")
      .setSlug("exa")
      .setName("Exa")
      .setAccess(ProviderAccess.PUBLIC)
      .setPublisher("Exa")
      .setMcpUrl("https://tools.example/mcp")
      .setAuthMethods(List.of(method))
      .setTools(List.of())
      .build();
    return new ProviderPublished(eventMeta(TenantId.PLATFORM, PROVIDER), provider);
  }

  static DeploymentCreated deploymentCreated(int number) {
    return DeploymentCreated.newBuilder()
      .setMeta(eventMeta(TENANT, deploymentId(number)))
      .setProviderId(PROVIDER)
      .setName("Acme Corp Exa")
      .setToolFilter(ToolFilter.ALLOW_ALL.toAvro())
      .build();
  }

  static AuthConfigCreated authConfigCreated(int number) {
    byte[] ciphertext = new byte[CIPHERTEXT_BYTES];
    return AuthConfigCreated.newBuilder()
      .setMeta(eventMeta(TENANT, authConfigId(number)))
      .setProviderId(PROVIDER)
      .setProviderDeploymentId(deploymentId(number))
      .setAuthMethodId(METHOD)
      .setKind(CredentialKind.MANUAL)
      .setToolFilter(ToolFilter.ALLOW_ALL.toAvro())
      .setValue(new Sealed("key_0mb1xyz00ccccccccccccc", ByteBuffer.wrap(ciphertext), PURPOSE))
      .setCredentialVersion(1)
      .build();
  }

  static UsageRecorded usageRecorded() {
    MeteredOperation operation = new MeteredOperation(
      "crs_0mb1xyz00ddddddddddddd",
      Meter.CREDENTIAL_RESOLUTIONS,
      AT,
      ACTOR,
      REQUEST,
      TENANT,
      PROVIDER,
      deploymentId(1),
      authConfigId(1),
      1L,
      null,
      null,
      null,
      Payer.CUSTOMER,
      "bound_to_deployment",
      null,
      null
    );
    return UsageRecorded.newBuilder(operation.recorded(Outcome.SUCCEEDED, AT))
      .setSpoolId("spl_0mb1xyz00eeeeeeeeeeeee")
      .setSpoolSequence(1_234_567)
      .build();
  }

  private static CommandMeta commandMeta(String objectId) {
    return CommandMeta.newBuilder()
      .setCommandId(new UUID(1, 2))
      .setTenantId(TENANT.value())
      .setObjectId(objectId)
      .setIssuedAt(AT)
      .setActor(ACTOR)
      .setRequestId(REQUEST)
      .setIdempotencyKey("6c0e0f6e-8f0a-4d7e-9f0e-1d2c3b4a5f60")
      .setRequestHash("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
      .build();
  }

  private static EventMeta eventMeta(TenantId tenant, String objectId) {
    return EventMeta.newBuilder()
      .setEventId("evt_" + objectId)
      .setTenantId(tenant.value())
      .setObjectId(objectId)
      .setVersion(1)
      .setRecordedAt(AT)
      .setActor(ACTOR)
      .setRequestId(REQUEST)
      .setCommandId(new UUID(3, 4))
      .build();
  }
}
