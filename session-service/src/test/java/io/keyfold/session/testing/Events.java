package io.keyfold.session.testing;

import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.CallLimits;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.EventMeta;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.Injection;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.Provider;
import io.keyfold.schema.ProviderAccess;
import io.keyfold.schema.Sealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events and commands for tests, with defaults for all other fields. */
public final class Events {

  private static final Actor ACTOR = new Actor(ActorType.API_KEY, "apk_1");

  private Events() {}

  /** {@return the envelope of an event of {@link Fixtures#TENANT}} */
  public static EventMeta meta(String objectId, long version) {
    return meta(Fixtures.TENANT, objectId, version);
  }

  /** {@return the envelope of an event} */
  public static EventMeta meta(TenantId tenant, String objectId, long version) {
    return EventMeta.newBuilder()
      .setEventId("evt_" + objectId + "_" + version)
      .setTenantId(tenant.value())
      .setObjectId(objectId)
      .setVersion(version)
      .setRecordedAt(Fixtures.AT.plusSeconds(version))
      .setActor(ACTOR)
      .setRequestId("req_1")
      .setCommandId(UUID.nameUUIDFromBytes((objectId + version).getBytes(StandardCharsets.UTF_8)))
      .setIdempotencyKey(null)
      .setRequestHash(null)
      .build();
  }

  /** {@return the envelope of a command} */
  public static CommandMeta command(String objectId, @Nullable Long expectedVersion) {
    return CommandMeta.newBuilder()
      .setCommandId(UUID.randomUUID())
      .setTenantId(Fixtures.TENANT.value())
      .setObjectId(objectId)
      .setIssuedAt(Fixtures.AT)
      .setActor(ACTOR)
      .setRequestId("req_1")
      .setIdempotencyKey(null)
      .setRequestHash(null)
      .setExpectedVersion(expectedVersion)
      .build();
  }

  /**
   * {@return a shipped provider {@code prv_1} with one method {@code pam_1} that injects {@code token} at the place}
   */
  public static ProviderPublished provider(String mcpUrl, InjectionPlace place, @Nullable String name) {
    AuthMethod method = AuthMethod.newBuilder()
      .setId("pam_1")
      .setKey("api_key")
      .setType(AuthMethodType.TOKEN)
      .setName("API key")
      .setInputSchema("{}")
      .setInjections(List.of(new Injection(place, name, "token", "")))
      .build();
    return provider("prv_1", mcpUrl, List.of(method));
  }

  /** {@return a shipped provider} */
  public static ProviderPublished provider(String id, String mcpUrl, List<AuthMethod> methods) {
    return new ProviderPublished(
      meta(TenantId.PLATFORM, id, 1),
      Provider.newBuilder()
        .setId(id)
        .setVersionId("pve_" + id)
        .setSlug(id)
        .setName("the acme-search")
        .setAccess(ProviderAccess.PUBLIC)
        .setPublisher("keyfold")
        .setMcpUrl(mcpUrl)
        .setAuthMethods(methods)
        .setTools(List.of())
        .build()
    );
  }

  /** {@return the same with limits of its calls} */
  public static ProviderPublished limited(ProviderPublished published, CallLimits limits) {
    return new ProviderPublished(
      published.getMeta(),
      Provider.newBuilder(published.getProvider()).setLimits(limits).build()
    );
  }

  /** {@return a deployment of {@code prv_1} with limits of its calls} */
  public static DeploymentCreated limited(TenantId tenant, String id, CallLimits limits) {
    return DeploymentCreated.newBuilder(deployment(tenant, id)).setLimits(limits).build();
  }

  /** {@return a change of a deployment's limits, of which null removes them} */
  public static DeploymentUpdated limited(TenantId tenant, String id, long version, @Nullable CallLimits limits) {
    return DeploymentUpdated.newBuilder()
      .setMeta(meta(tenant, id, version))
      .setProviderId("prv_1")
      .setName("Acme")
      .setLimits(limits)
      .build();
  }

  /** {@return a deployment of {@code prv_1}} */
  public static DeploymentCreated deployment(TenantId tenant, String id) {
    return DeploymentCreated.newBuilder()
      .setMeta(meta(tenant, id, 1))
      .setProviderId("prv_1")
      .setName("Acme")
      .build();
  }

  /** {@return the archiving of a deployment} */
  public static DeploymentArchived deploymentArchived(TenantId tenant, String id) {
    return new DeploymentArchived(meta(tenant, id, 2), "prv_1");
  }

  /** {@return a credential of {@code prv_1}} */
  public static AuthConfigCreated authConfig(
    TenantId tenant,
    String id,
    @Nullable String deploymentId,
    CredentialKind kind
  ) {
    return AuthConfigCreated.newBuilder()
      .setMeta(meta(tenant, id, 1))
      .setProviderId("prv_1")
      .setProviderDeploymentId(deploymentId)
      .setAuthMethodId("pam_1")
      .setKind(kind)
      .setValue(sealed(1))
      .setCredentialVersion(1)
      .build();
  }

  /** {@return a change of an auth config's binding} */
  public static AuthConfigUpdated rebound(String id, long version, @Nullable String deploymentId) {
    return AuthConfigUpdated.newBuilder().setMeta(meta(id, version)).setProviderDeploymentId(deploymentId).build();
  }

  /** {@return a rotation of an auth config's value without grace period} */
  public static AuthConfigRotated rotated(TenantId tenant, String id, long version, long credentialVersion) {
    return rotated(tenant, id, version, credentialVersion, null);
  }

  /** {@return a rotation of an auth config's value; the previous one is usable until the time} */
  public static AuthConfigRotated rotated(
    TenantId tenant,
    String id,
    long version,
    long credentialVersion,
    @Nullable Instant until
  ) {
    return AuthConfigRotated.newBuilder()
      .setMeta(meta(tenant, id, version))
      .setCredentialVersion(credentialVersion)
      .setValue(sealed(credentialVersion))
      .setPreviousUsableUntil(until)
      .build();
  }

  /** {@return the archiving of an auth config} */
  public static AuthConfigArchived authConfigArchived(TenantId tenant, String id, long version) {
    return AuthConfigArchived.newBuilder()
      .setMeta(meta(tenant, id, version))
      .setProviderId("prv_1")
      .setCause("request")
      .build();
  }

  /** {@return the attachment of a default to a deployment} */
  public static CredentialsAttached attached(String deploymentId, String authConfigId) {
    return new CredentialsAttached(meta(deploymentId, 1), authConfigId, "prv_1");
  }

  /** {@return the event of a deployment without an attached default} */
  public static DeploymentOpened opened(TenantId tenant, String deploymentId) {
    return new DeploymentOpened(meta(tenant, deploymentId, 1), "prv_1");
  }

  /** {@return a grant of {@code prv_1}} */
  public static GrantConnected grant(
    TenantId tenant,
    String id,
    @Nullable String deploymentId,
    @Nullable String user,
    @Nullable String label
  ) {
    return GrantConnected.newBuilder()
      .setMeta(meta(tenant, id, 1))
      .setProviderId("prv_1")
      .setProviderDeploymentId(deploymentId)
      .setAuthMethodId("pam_1")
      .setUser(user)
      .setLabel(label)
      .setSource(GrantSource.SETUP_SESSION)
      .setKeyId("key_1")
      .build();
  }

  /** {@return the end of a grant's tokens} */
  public static GrantBroken broken(String id, long version) {
    return GrantBroken.newBuilder()
      .setMeta(meta(id, version))
      .setReason("invalid_grant")
      .setCredentialVersion(1)
      .build();
  }

  /** {@return a new consent for a grant} */
  public static GrantReconnected reconnected(String id, long version, long credentialVersion) {
    return GrantReconnected.newBuilder()
      .setMeta(meta(id, version))
      .setKeyId("key_1")
      .setCredentialVersion(credentialVersion)
      .build();
  }

  private static Sealed sealed(long version) {
    byte[] text = ("sealed " + version).getBytes(StandardCharsets.UTF_8);
    return new Sealed("key_1", ByteBuffer.wrap(text), "auth_config.value");
  }
}
