package io.keyfold.authconfig.testing;

import io.keyfold.authconfig.commands.ArchiveAuthConfig;
import io.keyfold.authconfig.commands.AttachCredentials;
import io.keyfold.authconfig.commands.CloseDeployment;
import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.authconfig.commands.RestoreCredentialVersion;
import io.keyfold.authconfig.commands.RetireCredentialVersion;
import io.keyfold.authconfig.commands.RotateCredential;
import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.Sealed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Short factories for commands of one tenant. */
public final class Given {

  /** Tenant of the commands. */
  public static final TenantId ACME = new TenantId("tnt_acme");

  /** Time of the commands. */
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private Given() {}

  /** {@return an envelope} */
  public static CommandMeta meta(String objectId, @Nullable Long expectedVersion) {
    return CommandMeta.newBuilder()
      .setCommandId(UUID.randomUUID())
      .setTenantId(ACME.value())
      .setObjectId(objectId)
      .setIssuedAt(NOW)
      .setActor(new Actor(ActorType.API_KEY, "apk_1"))
      .setRequestId("req_1")
      .setExpectedVersion(expectedVersion)
      .build();
  }

  /** {@return a sealed value} */
  public static Sealed sealed(String text) {
    return new Sealed("key_1", ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), "auth_config.value");
  }

  /** {@return a command that creates a key for Exa} */
  public static CreateAuthConfig.Builder create(String id) {
    return CreateAuthConfig.newBuilder()
      .setMeta(meta(id, null))
      .setProviderId("prv_exa")
      .setAuthMethodId("pam_exa_key")
      .setKind(CredentialKind.MANUAL)
      .setValue(sealed("one"));
  }

  /** {@return a command that creates a key for one deployment} */
  public static CreateAuthConfig createFor(String id, String deploymentId) {
    return create(id).setProviderDeploymentId(deploymentId).build();
  }

  /** {@return a command that creates the tenant's default} */
  public static CreateAuthConfig createDefault(String id) {
    return create(id).setIsDefault(true).build();
  }

  /** {@return a command that renames an auth config} */
  public static UpdateAuthConfig rename(String id, String name) {
    return UpdateAuthConfig.newBuilder().setMeta(meta(id, null)).setName(name).build();
  }

  /** {@return a command that rotates the value} */
  public static UpdateAuthConfig rotate(String id, long valueVersion) {
    return UpdateAuthConfig.newBuilder()
      .setMeta(meta(id, null))
      .setValue(sealed("v" + valueVersion))
      .setValueVersion(valueVersion)
      .build();
  }

  /** {@return a command that rotates the value; the previous one stays usable, and the new one has expired} */
  public static RotateCredential rotateWithGrace(String id, long valueVersion) {
    return RotateCredential.newBuilder()
      .setMeta(meta(id, null))
      .setValue(sealed("v" + valueVersion))
      .setValueVersion(valueVersion)
      .setPreviousUsableUntil(NOW.plusSeconds(60))
      .setExpiresAt(NOW)
      .build();
  }

  /** {@return a command that retires a version} */
  public static RetireCredentialVersion retire(String id, long version) {
    return new RetireCredentialVersion(meta(id, null), version);
  }

  /** {@return a command that restores a version} */
  public static RestoreCredentialVersion restore(String id, long version) {
    return new RestoreCredentialVersion(meta(id, null), version, null, List.of());
  }

  /** {@return a command that records an expiry, if it is due} */
  public static RecordExpiry recordExpiry(String id) {
    return new RecordExpiry(meta(id, null));
  }

  /** {@return a command that archives an auth config} */
  public static ArchiveAuthConfig archive(String id) {
    return new ArchiveAuthConfig(meta(id, null));
  }

  /** {@return the command that follows from a new deployment of Exa} */
  public static AttachCredentials attach(String deploymentId) {
    return new AttachCredentials(meta(deploymentId, null), "prv_exa");
  }

  /** {@return the command that follows from an archived deployment} */
  public static CloseDeployment close(String deploymentId) {
    return new CloseDeployment(meta(deploymentId, null));
  }
}
