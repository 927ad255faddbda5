package io.keyfold.session.connect;

import io.keyfold.schema.SetupSessionType;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.setups.PendingSetup;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that a user has to make before a provider can be called.
 *
 * @param providerId the provider
 * @param providerName its name
 * @param deploymentId the only deployment that may use the result; null: all of the provider
 * @param user the tenant's user
 * @param label label of the result
 * @param reconnects the credential that no longer works; null: there is none yet
 * @param asks what the user is asked for: a credential, the provider's settings, or both
 */
record Need(
  String providerId,
  String providerName,
  @Nullable String deploymentId,
  String user,
  @Nullable String label,
  @Nullable Broken reconnects,
  SetupSessionType asks
) {
  /**
   * A credential that no longer works.
   *
   * @param authConfigId its auth config, which stays
   * @param authMethodId its auth method
   */
  record Broken(String authConfigId, String authMethodId) {}

  static Need ofReconnect(AuthConfig config, String providerName, String user, SetupSessionType asks) {
    return new Need(
      config.providerId(),
      providerName,
      config.deploymentId(),
      user,
      config.owner().label(),
      new Broken(config.id(), config.authMethodId()),
      asks
    );
  }

  /** {@return whether the user is asked for the provider's settings} */
  boolean settings() {
    return asks != SetupSessionType.AUTH_ONLY;
  }

  /** {@return the deployment, else the provider} */
  String scope() {
    return deploymentId == null ? providerId : deploymentId;
  }

  /** {@return id of the auth config to reconnect; null: none} */
  @Nullable
  String reconnected() {
    return reconnects == null ? null : reconnects.authConfigId();
  }

  /** {@return whether the setup session gives this user this connection; its user may have been changed} */
  boolean isMetBy(PendingSetup setup) {
    return (
      setup.scope().equals(scope()) &&
      user.equals(setup.user()) &&
      Objects.equals(label, setup.label()) &&
      Objects.equals(reconnected(), setup.reconnects()) &&
      setup.credential() == (asks != SetupSessionType.CONFIG_ONLY) &&
      setup.settings() == settings()
    );
  }
}
