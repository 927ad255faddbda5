package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.toolfilter.ToolFilter;
import org.jspecify.annotations.Nullable;

/**
 * An auth config, as far as resolution needs it. Holds the credential only as it was sealed.
 *
 * @param id its id
 * @param version version of its last event
 * @param providerId the provider
 * @param deploymentId the only deployment that may use it; null: any of the provider's that names it or has it attached
 * @param authMethodId the provider's auth method
 * @param use what its value is good for
 * @param toolFilter which tools may be used with it
 * @param value the sealed value
 * @param credentialVersion version of the value, from 1
 * @param archived whether it resolves no more
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
) {
  /** Where auth configs are kept. */
  public static final Kind<AuthConfig> KIND = new Kind<>("auth_config", AuthConfig.class);

  /** {@return where an auth config is kept} */
  public static Key<AuthConfig> key(TenantId tenant, String id) {
    return new Key<>(tenant, KIND, id);
  }

  /** What the value of an auth config is good for. */
  public enum Use {
    /** It authenticates calls. */
    CREDENTIAL,
    /** It is an OAuth app: users must connect through it before there is a credential. */
    OAUTH_APP,
    /** A kind of a newer release; it is never used. */
    UNKNOWN,
  }
}
