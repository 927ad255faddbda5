package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.vault.SealedValue;
import org.jspecify.annotations.Nullable;

/**
 * An auth config, with the fields that resolution needs. Holds the credential in sealed form only.
 *
 * @param id its id
 * @param version version of its last event
 * @param providerId the provider
 * @param deploymentId the only deployment that may use it; null for any deployment of the provider: of a user's
 *     credential in that user's sessions, of others if named or attached
 * @param authMethodId the provider's auth method
 * @param use what its value is used for
 * @param owner the user whom it belongs to
 * @param toolFilter which tools may be used with it
 * @param value the sealed value; null for a grant, whose tokens are in {@code authconfig.tokens}
 * @param credentialVersion version of the value, from 1; of a grant, as of its last consent
 * @param brokenReason why the user must reconnect a grant; null if it works
 * @param archived whether it is archived and no longer resolves
 */
public record AuthConfig(
  String id,
  long version,
  String providerId,
  @Nullable String deploymentId,
  String authMethodId,
  Use use,
  Owner owner,
  ToolFilter toolFilter,
  @Nullable SealedValue value,
  long credentialVersion,
  @Nullable String brokenReason,
  boolean archived
) implements Versioned {
  /** State kind of auth configs. */
  public static final Kind<AuthConfig> KIND = new Kind<>("auth_config", AuthConfig.class);

  /** {@return the key of an auth config} */
  public static Key<AuthConfig> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** {@return whether only a new consent of its user can repair it} */
  public boolean needsReconnect() {
    return brokenReason != null;
  }

  /** {@return whether a call of the deployment may use it} */
  public boolean usableBy(String deployment, String provider) {
    return !archived && providerId.equals(provider) && (deploymentId == null || deploymentId.equals(deployment));
  }

  AuthConfig moved(long atVersion, @Nullable String newDeploymentId, ToolFilter newToolFilter) {
    return with(atVersion, newDeploymentId, newToolFilter, value, credentialVersion, brokenReason, archived);
  }

  AuthConfig rotated(long atVersion, SealedValue newValue, long newCredentialVersion) {
    return with(atVersion, deploymentId, toolFilter, newValue, newCredentialVersion, brokenReason, archived);
  }

  AuthConfig reconnected(long atVersion, long newCredentialVersion) {
    return with(atVersion, deploymentId, toolFilter, value, newCredentialVersion, null, archived);
  }

  AuthConfig broken(long atVersion, String reason) {
    return with(atVersion, deploymentId, toolFilter, value, credentialVersion, reason, archived);
  }

  AuthConfig archive(long atVersion) {
    return with(atVersion, deploymentId, toolFilter, value, credentialVersion, brokenReason, true);
  }

  private AuthConfig with(
    long atVersion,
    @Nullable String newDeploymentId,
    ToolFilter newToolFilter,
    @Nullable SealedValue newValue,
    long newCredentialVersion,
    @Nullable String newBrokenReason,
    boolean nowArchived
  ) {
    return new AuthConfig(
      id,
      atVersion,
      providerId,
      newDeploymentId,
      authMethodId,
      use,
      owner,
      newToolFilter,
      newValue,
      newCredentialVersion,
      newBrokenReason,
      nowArchived
    );
  }

  /** What the value of an auth config is used for. */
  public enum Use {
    /** Its value authenticates calls. */
    CREDENTIAL,
    /** It is a consent: its current access token authenticates calls. */
    GRANT,
    /** It is an OAuth app: a user must connect through it before there is a credential. */
    OAUTH_APP,
    /** A kind of a newer release; never used. */
    UNKNOWN;

    /** {@return whether it authenticates calls} */
    public boolean authenticates() {
      return this == CREDENTIAL || this == GRANT;
    }
  }
}
