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
 * @param deploymentId the only deployment that may use it; null for any deployment of the provider that names it or has
 *     it attached
 * @param authMethodId the provider's auth method
 * @param use what its value is used for
 * @param toolFilter which tools may be used with it
 * @param value the sealed value
 * @param credentialVersion version of the value, from 1
 * @param archived whether it is archived and no longer resolves
 */
public record AuthConfig(
  String id,
  long version,
  String providerId,
  @Nullable String deploymentId,
  String authMethodId,
  Use use,
  ToolFilter toolFilter,
  SealedValue value,
  long credentialVersion,
  boolean archived
) implements Versioned {
  /** State kind of auth configs. */
  public static final Kind<AuthConfig> KIND = new Kind<>("auth_config", AuthConfig.class);

  /** {@return the key of an auth config} */
  public static Key<AuthConfig> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** What the value of an auth config is used for. */
  public enum Use {
    /** It authenticates calls. */
    CREDENTIAL,
    /** It is an OAuth app: a user must connect through it before there is a credential. */
    OAUTH_APP,
    /** A kind of a newer release; never used. */
    UNKNOWN,
  }
}
